package org.curvatureladder.experiments;

import org.curvatureladder.plots.StepMetrics;

/** Names in the columns {@code metric} and {@code method} of results.csv. */
final class Metric {
  /** LDS at the chosen damping, on the reporting half of the queries. */
  static final String LDS = "lds";

  /** LDS at every damping, on the reporting half of the queries. */
  static final String LDS_CURVE = "lds-curve";

  /** LDS lost from one rung to the next, each at its chosen damping; paired over masks. */
  static final String LDS_STEP = StepMetrics.plain().loss();

  /** LDS of a rung, at its chosen damping, minus that of the gradient dot product; paired. */
  static final String LDS_GAIN = "lds-gain";

  /** LDS expected of a predictor that knows the expectation exactly. */
  static final String CEILING = "noise-ceiling";

  /** Spearman correlation between the means of two halves of the repeats. */
  static final String SPLIT_HALF = "split-half";

  /** ||H - C||_F / ||H||_F. */
  static final String ERROR_TO_H = "relative-error-to-H";

  /** Wall-clock time to build a rung and score with every damping. */
  static final String SECONDS = "seconds";

  /** Retrainings that diverged. */
  static final String DIVERGED = "diverged";

  /** Number of parameters P of the setup. */
  static final String PARAMETERS = "parameters";

  /** Retrainings per mask, R. */
  static final String REPEATS = "repeats";

  /** Queries reported on. */
  static final String QUERIES = "queries";

  /** Level of the intervals. */
  static final String CONFIDENCE = "confidence";

  /** The "method" of rows about the retrainings themselves. */
  static final String TRUTH = "retraining";

  private Metric() {}
}
