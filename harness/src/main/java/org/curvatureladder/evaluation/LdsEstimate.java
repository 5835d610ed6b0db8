package org.curvatureladder.evaluation;

/**
 * A linear datamodeling score, or a difference of two, with its interval.
 *
 * @param value the point estimate on the data themselves, never the middle of the interval; NaN if
 *     no query has a defined correlation
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param p two-sided p-value of the hypothesis that the true value is 0 ({@link
 *     BootstrapDistribution#pValue}); not corrected for the number of comparisons, see {@link
 *     HolmCorrection}
 * @param masks masks used: those with a measurement for every query
 * @param queries queries asked for
 * @param undefined queries among them whose correlation is undefined; they are not in the mean
 * @param resampled what the bootstrap drew with replacement
 * @param resamples how many times
 */
public record LdsEstimate(
    double value,
    double low,
    double high,
    double p,
    int masks,
    int queries,
    int undefined,
    String resampled,
    int resamples) {

  /**
   * The estimate of a resampled statistic.
   *
   * @param distribution its value on the data and on the resamples
   * @param confidence level of the interval
   * @param most largest absolute value it can have: 1 for a score, 2 for a difference
   */
  static LdsEstimate of(
      BootstrapDistribution distribution,
      double confidence,
      double most,
      int masks,
      int queries,
      int undefined,
      String resampled) {
    Bootstrap.Interval interval = distribution.interval(confidence).within(-most, most);
    return new LdsEstimate(
        distribution.estimate(),
        interval.low(),
        interval.high(),
        distribution.pValue(masks),
        masks,
        queries,
        undefined,
        resampled,
        distribution.resampled().length);
  }
}
