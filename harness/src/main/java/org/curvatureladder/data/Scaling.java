package org.curvatureladder.data;

/**
 * What of a split is standardised: x -> (x - mean) / deviation, mean and deviation taken over the
 * training examples alone.
 */
public enum Scaling {
  /** Nothing: features stay as the source gives them, as for grey values in [0, 1]. */
  NONE,
  /** The features; targets stay as they are. */
  FEATURES,
  /** The features and, for regression, the targets; class indices are never touched. */
  FEATURES_AND_TARGETS
}
