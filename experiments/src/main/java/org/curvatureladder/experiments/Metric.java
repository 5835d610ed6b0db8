package org.curvatureladder.experiments;

import org.curvatureladder.plots.StepMetrics;

/** Names in the columns {@code metric} and {@code method} of results.csv. */
final class Metric {
  /** LDS at the chosen damping, on the reporting half of the queries. */
  static final String LDS = "lds";

  /** LDS at every damping, on the reporting half of the queries. */
  static final String LDS_CURVE = "lds-curve";

  /** Standard deviation of the LDS over resampled masks. */
  static final String STANDARD_ERROR = "lds-standard-error";

  /** LDS of one method minus that of another, paired; its method is {@code A - B}. */
  static final String LDS_DIFFERENCE = "lds-difference";

  /** (h - h*) / (h(0) - h*) of a solver's iterate, mean over queries. */
  static final String OBJECTIVE_GAP = "objective-gap";

  /** The energy norm of a solver's error relative to that of the solution, over queries. */
  static final String ENERGY_ERROR = "energy-error";

  /** A solver's step. */
  static final String STEP = "step";

  /** LDS lost from one rung to the next, each at its chosen damping; paired over masks. */
  static final String LDS_STEP = StepMetrics.plain().loss();

  /** LDS of a rung, at its chosen damping, minus that of the gradient dot product; paired. */
  static final String LDS_GAIN = "lds-gain";

  /** A step's share of the LDS lost from the top to the bottom rung; where that is clearly lost. */
  static final String LDS_STEP_SHARE = "lds-step-share";

  /** LDS lost from the top to the bottom rung, each at its chosen damping; paired over masks. */
  static final String LDS_TOTAL = "lds-step-total";

  /**
   * Two-sided p-value of the {@link #LDS_STEP} or {@link #LDS_DIFFERENCE} of the same method, not
   * corrected for their number.
   */
  static final String P_VALUE = "p-value";

  /** LDS with the damping chosen for the top rung. */
  static final String LDS_COMMON = "lds-common";

  /** {@link #LDS_STEP} with both rungs at the damping chosen for the top rung. */
  static final String LDS_STEP_COMMON = "lds-step-common";

  /** {@link #P_VALUE} of {@link #LDS_STEP_COMMON}. */
  static final String P_VALUE_COMMON = "p-value-common";

  /** Spearman over training points of the scores with H's, each at its chosen damping. */
  static final String AGREEMENT = "score-agreement";

  /** {@link #AGREEMENT} with both at the damping chosen for H. */
  static final String AGREEMENT_COMMON = "score-agreement-common";

  /** Relative error of the damped inverse on the query gradients against H's, at H's damping. */
  static final String INVERSE_TO_H = "inverse-error-to-H";

  /** Mean cosine of those solutions with H's. */
  static final String INVERSE_COSINE_TO_H = "inverse-cosine-to-H";

  /** Relative error of the damped inverse against the rung above, at the damping chosen there. */
  static final String INVERSE_STEP = "inverse-error-step";

  /** {@link #INVERSE_STEP} at the damping chosen for the top rung. */
  static final String INVERSE_STEP_COMMON = "inverse-error-step-common";

  /** LDS, or noise ceiling, when only the first r repeats are used; method {@code GGN@r}. */
  static final String LDS_BY_REPEATS = "lds-by-repeats";

  /** LDS expected of a predictor that knows the expectation exactly. */
  static final String CEILING = "noise-ceiling";

  /** Spearman correlation between the means of two halves of the repeats. */
  static final String SPLIT_HALF = "split-half";

  /** ||H - C||_F / ||H||_F. */
  static final String ERROR_TO_H = "relative-error-to-H";

  /** ||A - B||_F / ||T||_F of a step A to B, T the top rung. */
  static final String STEP_ERROR = StepMetrics.plain().error();

  /** Squared error of a step over that from GGN to the bottom rung. */
  static final String STEP_SHARE = StepMetrics.plain().share();

  /** Squared error of a step over that from H to the bottom rung. */
  static final String STEP_SHARE_FROM_H = "step-error-share-from-H";

  /** What the shares of a chain leave of 1; the method names its ends. */
  static final String CROSS_SHARE = StepMetrics.plain().check();

  /** ||M - blockdiag M||_F / ||M||_F over layers. */
  static final String OFF_BLOCK = "off-block-ratio";

  /** ||H - GGN||_F / ||H||_F. */
  static final String RESIDUAL = "residual-curvature";

  /** max |lambda| / min |lambda|. */
  static final String CONDITION = "condition";

  /** max |lambda| / min |lambda| over the eigenvalues that are not tiny. */
  static final String EFFECTIVE_CONDITION = "effective-condition";

  /** max |lambda|. */
  static final String LARGEST = "largest-eigenvalue";

  /** mean |lambda|. */
  static final String MEAN_EIGENVALUE = "mean-absolute-eigenvalue";

  /** Eigenvalues below minus the threshold of tiny ones. */
  static final String NEGATIVE = "negative-eigenvalues";

  /** Eigenvalues within n 2^-52 max |lambda|. */
  static final String TINY = "tiny-eigenvalues";

  /** Start of the four measures of how unlike the layers' spectra are. */
  static final String HETEROGENEITY = "block-heterogeneity-";

  /** In blocks.csv: ||A_ll - B_ll||_F / ||A_ll||_F. */
  static final String BLOCK_ERROR = "relative-error";

  /** In blocks.csv: 1 - ||sort lambda_B - sort lambda_A|| / ||lambda_A||. */
  static final String VALUE_OVERLAP = "eigenvalue-overlap";

  /** In blocks.csv, followed by k: ||V_k' U_k||_F^2 / k. */
  static final String BASIS_OVERLAP = "eigenbasis-overlap-";

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
