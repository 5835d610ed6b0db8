package org.curvatureladder.recipe;

/** What is computed for the networks of an experiment, beside their retrainings. */
public enum Analysis {
  /** Every rung of the ladder: matrix errors, and the LDS of its influence scores. */
  LADDER,
  /** The LDS of attribution methods, of single models and of ensembles. */
  ASTRA_LDS,
  /** Objective and LDS of iterative solvers against the iteration. */
  ASTRA_CURVES,
  /** Objective and LDS of iterates projected on eigenspaces of the curvature. */
  ASTRA_EIGENSPACES,
  /** Error and LDS of solvers against the time they take. */
  ASTRA_COST
}
