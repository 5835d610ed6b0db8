/**
 * Scores of training points for query points. tau(i, q) is the predicted change of the measurement
 * of q when training point i is REMOVED.
 */
package org.curvatureladder.attribution;
