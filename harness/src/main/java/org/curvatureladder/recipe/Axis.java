package org.curvatureladder.recipe;

/** What an experiment varies: the horizontal axis of its figures. */
public enum Axis {
  /** Training time: the checkpoints. */
  EPOCH,
  /** The networks: depth, width. */
  SETUP,
  /** The kept fraction of the masks. */
  ALPHA,
  /** The recipe's settings: switches, data sets. */
  SETTING
}
