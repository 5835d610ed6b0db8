package org.curvatureladder.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Linear datamodeling score: LDS = 1/Q sum_q Spearman_j( E_seed f_q(theta(S_j)), g_q(S_j) ).
 *
 * <p>The truth of mask j and query q is the measurement f_q, averaged over repeats of the
 * retraining on the kept points S_j. The prediction g_q(S_j) is the sum of tau(i, q) over the
 * REMOVED points of mask j, where tau is the predicted change of f_q when point i is removed (see
 * {@link GroupPrediction}). Both grow with f_q, so a good method scores positive.
 *
 * <p>A query with constant truth or prediction has no rank correlation. It is counted and left out
 * of the mean. The interval comes from a bootstrap over masks and is for the score on unlimited
 * masks, of which the estimate is biased downwards by about 1/M (see {@link Bootstrap}).
 *
 * <p>Source: Park et al. 2023, TRAK (arXiv 2303.14186), definition 2.3; Hong et al. 2025 (arXiv
 * 2509.23437) for the bootstrap over masks.
 */
public final class LinearDatamodelingScore {
  private final Bootstrap bootstrap;

  /** A score whose intervals come from {@code bootstrap}. */
  public LinearDatamodelingScore(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * The score with its interval.
   *
   * @param truth M x Q: mean measurement of each mask; a row with NaN is a mask without a finished
   *     retraining and is left out
   * @param prediction M x Q: predicted change of each mask
   * @param queries the queries to average over, indices below Q
   * @throws IllegalArgumentException if the shapes differ or a prediction is NaN
   * @throws org.curvatureladder.data.InvalidInputException if fewer than two masks have
   *     measurements
   */
  public LdsEstimate estimate(double[][] truth, double[][] prediction, int[] queries) {
    QueryCorrelations.requireSameShape(truth, prediction);
    int[] masks = QueryCorrelations.measuredMasks(truth, queries);
    QueryCorrelations correlations = new QueryCorrelations(truth, prediction, masks, queries);
    int[] defined =
        IntStream.range(0, queries.length).filter(k -> !correlations.isUndefined(k)).toArray();
    BootstrapDistribution lds =
        bootstrap.distribution(
            masks.length, weights -> mean(defined, k -> correlations.value(k, weights)));
    return LdsEstimate.of(
        lds,
        bootstrap.confidence(),
        1,
        masks.length,
        queries.length,
        queries.length - defined.length,
        Bootstrap.RESAMPLED);
  }

  /**
   * The score alone, without an interval: what a search over many candidates needs.
   *
   * @return the mean correlation, NaN if no query has one
   */
  public double value(double[][] truth, double[][] prediction, int[] queries) {
    QueryCorrelations.requireSameShape(truth, prediction);
    int[] masks = QueryCorrelations.measuredMasks(truth, queries);
    QueryCorrelations correlations = new QueryCorrelations(truth, prediction, masks, queries);
    int[] once = Bootstrap.once(masks.length);
    return mean(IntStream.range(0, queries.length).toArray(), k -> correlations.value(k, once));
  }

  /** Mean over those elements whose value is defined; NaN if none is. */
  static double mean(int[] elements, IntToDoubleFunction value) {
    double sum = 0;
    int count = 0;
    for (int k : elements) {
      double v = value.applyAsDouble(k);
      if (!Double.isNaN(v)) {
        sum += v;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
