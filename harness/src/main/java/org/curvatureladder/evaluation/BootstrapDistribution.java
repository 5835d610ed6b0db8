package org.curvatureladder.evaluation;

import java.util.Arrays;
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
   * Two-sided p value of t = 0: the significance at which 0 leaves the {@link #interval}. Twice the
   * smaller share of t* - 2 b on either side of 0, the data themselves counted in (Davison and
   * Hinkley, Bootstrap Methods and their Application, section 4.2), at most 1.
   */
  public double pValue() {
    double[] defined = defined();
    double shift = 2 * bias();
    long below = Arrays.stream(defined).filter(value -> value - shift <= 0).count();
    long above = Arrays.stream(defined).filter(value -> value - shift >= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(below, above)) / (1 + defined.length));
  }

  private double[] defined() {
    return Arrays.stream(resampled).filter(value -> !Double.isNaN(value)).toArray();
  }
}
