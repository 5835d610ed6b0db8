package org.curvatureladder.recipe;

/** What is computed for the networks of an experiment, beside their retrainings. */
public enum Analysis {
  /** Every rung of the ladder: matrix errors, and the LDS of its influence scores. */
  LADDER
}
