package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.curvatureladder.data.InvalidInputException;

/**
 * Percentile bootstrap over masks: the masks are drawn with replacement, the statistic is computed
 * on each resample, and the interval runs from the (1 - c)/2 to the (1 + c)/2 quantile of the
 * results (linear interpolation between order statistics).
 *
 * <p>The resamples depend on the seed and the number of masks alone. Two methods measured with the
 * same bootstrap see the same resampled masks, so that their difference is a paired comparison.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13.
 *
 * @param resamples number of resamples, at least 1
 * @param confidence level c in (0, 1), for instance 0.95
 * @param seed the only source of randomness
 */
public record Bootstrap(int resamples, double confidence, long seed) {
  /** What is drawn with replacement, as it is named in results. */
  public static final String RESAMPLED = "masks";

  /**
   * Checks the settings.
   *
   * @throws InvalidInputException if there is no resample or the level is not inside (0, 1)
   */
  public Bootstrap {
    if (resamples < 1) {
      throw new InvalidInputException(
          "bootstrap resamples: %d, need at least 1".formatted(resamples));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new InvalidInputException(
          "bootstrap confidence: %s, need a level between 0 and 1 such as 0.95"
              .formatted(confidence));
    }
  }

  /**
   * An interval of a statistic; both ends are NaN if no resample had a defined value.
   *
   * @param low lower end
   * @param high upper end
   */
  public record Interval(double low, double high) {}

  /**
   * How often each unit is drawn in each resample: rows of counts, each adding up to {@code units}.
   *
   * @param units number of masks M
   * @return resamples x M counts
   */
  public int[][] multiplicities(int units) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    int[][] counts = new int[resamples][units];
    for (int[] row : counts) {
      for (int draw = 0; draw < units; draw++) {
        row[random.nextInt(units)]++;
      }
    }
    return counts;
  }

  /**
   * The interval of a statistic of the masks.
   *
   * @param units number of masks M
   * @param statistic computes the statistic on M multiplicities; NaN where it is undefined there,
   *     which leaves that resample out
   */
  public Interval interval(int units, ToDoubleFunction<int[]> statistic) {
    double[] defined =
        Arrays.stream(multiplicities(units))
            .mapToDouble(statistic)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (defined.length == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(defined);
    double tail = 50 * (1 - confidence);
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
