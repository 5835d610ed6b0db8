package org.curvatureladder.evaluation;

import java.util.stream.IntStream;

/**
 * Difference of the LDS of two methods on the same masks, queries and resamples: 1/Q sum_q (rho_q
 * of the first - rho_q of the second).
 *
 * <p>Both methods share the noise of the ground truth, so the interval of the difference is
 * narrower than the two intervals suggest. Queries undefined for either method are left out of
 * both.
 */
public final class PairedComparison {
  private final Bootstrap bootstrap;

  /** A comparison whose intervals come from {@code bootstrap}. */
  public PairedComparison(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * LDS of {@code first} minus LDS of {@code second}.
   *
   * @param truth M x Q measurements, as for {@link LinearDatamodelingScore#estimate}
   * @param first M x Q predictions of the first method
   * @param second M x Q predictions of the second method
   * @param queries the queries to average over
   * @throws IllegalArgumentException if the shapes differ or a prediction is NaN
   */
  public LdsEstimate difference(
      double[][] truth, double[][] first, double[][] second, int[] queries) {
    QueryCorrelations.requireSameShape(truth, first);
    QueryCorrelations.requireSameShape(truth, second);
    int[] masks = QueryCorrelations.measuredMasks(truth, queries);
    QueryCorrelations a = new QueryCorrelations(truth, first, masks, queries);
    QueryCorrelations b = new QueryCorrelations(truth, second, masks, queries);
    int[] defined =
        IntStream.range(0, queries.length)
            .filter(k -> !a.isUndefined(k) && !b.isUndefined(k))
            .toArray();
    BootstrapDistribution difference =
        bootstrap.distribution(masks.length, weights -> meanDifference(a, b, defined, weights));
    return LdsEstimate.of(
        difference,
        bootstrap.confidence(),
        2,
        masks.length,
        queries.length,
        queries.length - defined.length,
        Bootstrap.RESAMPLED);
  }

  private static double meanDifference(
      QueryCorrelations a, QueryCorrelations b, int[] queries, int[] weights) {
    return LinearDatamodelingScore.mean(queries, k -> a.value(k, weights) - b.value(k, weights));
  }
}
