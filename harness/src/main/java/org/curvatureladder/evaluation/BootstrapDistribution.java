package org.curvatureladder.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * An estimate t and its values t* on the resamples.
 *
 * @param estimate t, on the data themselves
 * @param resampled t* of each resample; NaN where it is undefined, which leaves the resample out
 */
public record BootstrapDistribution(double estimate, double[] resampled) {

  /** Bias of the estimate as the bootstrap sees it: mean(t*) - t; NaN if nothing is defined. */
  public double bias() {
    return Arrays.stream(defined()).average().orElse(Double.NaN) - estimate;
  }

  /**
   * [q_low(t*) - 2 b, q_high(t*) - 2 b], b the bias: the shape of the percentile interval, around
   * the bias-corrected estimate t - b. Once is what the resamples lie too low, and once more the
   * estimate itself.
   *
   * <p>Efron's bias-corrected percentiles (BC) do the same by taking other quantiles; with a bias
   * as large as the standard error these lie so far out that few resamples decide them.
   *
   * @param confidence level c in (0, 1)
   * @return both ends NaN if nothing is defined
   */
  public Bootstrap.Interval interval(double confidence) {
    Bootstrap.Interval plain = percentile(confidence);
    double shift = 2 * bias();
    return new Bootstrap.Interval(plain.low() - shift, plain.high() - shift);
  }

  /**
   * The plain percentile interval (linear interpolation between order statistics): for ratios,
   * whose bias cancels and whose mean is ruled by the few resamples with a small denominator.
   */
  public Bootstrap.Interval percentile(double confidence) {
    double[] defined = defined();
    if (defined.length == 0) {
      return new Bootstrap.Interval(Double.NaN, Double.NaN);
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(defined);
    double tail = 50 * (1 - confidence);
    return new Bootstrap.Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }

  /** Standard deviation of t*; NaN with fewer than two defined resamples. */
  public double standardError() {
    double[] defined = defined();
    return defined.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(defined));
  }

  /**
   * Two-sided p-value of the hypothesis that the true value is 0: p = 2 P(T &gt; |t - b| / s), b
   * the bias, s the standard deviation of the resampled values, T Student's t with one degree of
   * freedom less than there are units.
   *
   * <p>Why not the share of resamples beyond 0: with B of them it cannot be less than 2 / (B + 1),
   * and times the size of a family of comparisons that is never small. Where few resamples lie
   * beyond 0 the two agree as the interval and the normal one do.
   *
   * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap, ch. 12 (standard errors and
   * Student's t) and 15.
   *
   * @param units number of units drawn in each resample (masks), at least 2
   * @return 1 where value and spread are both 0 (a method compared with itself), NaN if nothing is
   *     defined
   */
  public double pValue(int units) {
    double[] defined = defined();
    if (defined.length == 0 || Double.isNaN(estimate)) {
      return Double.NaN;
    }
    double distance = Math.abs(estimate - bias());
    double spread = Math.sqrt(StatUtils.populationVariance(defined));
    if (spread == 0) {
      return distance == 0 ? 1 : 0;
    }
    return 2 * new TDistribution(units - 1.0).cumulativeProbability(-distance / spread);
  }

  private double[] defined() {
    return Arrays.stream(resampled).filter(value -> !Double.isNaN(value)).toArray();
  }
}
