/** Statistics: the linear datamodeling score, bootstrap intervals, the noise ceiling. */
package org.curvatureladder.evaluation;
