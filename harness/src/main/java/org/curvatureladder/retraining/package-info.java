/** Leave-some-out ground truth: what to retrain, doing it on all cores, and the measurements. */
package org.curvatureladder.retraining;
