package org.curvatureladder.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;

/**
 * How many retrainings per mask are enough: LDS and noise ceiling when only the first r of the R
 * repeats of every mask are used.
 *
 * <p>The mean over r repeats is signal + noise / sqrt(r), so both rise with r towards what
 * unlimited retrainings would give; where LDS / ceiling is flat, more repeats change the ceiling
 * and not the comparison. Masks, queries and resamples are the same for every r.
 *
 * <p>Source: Ilyas et al. 2022, Datamodels, and the public datamodels data, where one retraining
 * per mask loses most of the correlation.
 */
public final class LdsByRepeats {
  private final LinearDatamodelingScore lds;
  private final NoiseCeiling ceiling;

  /** Scores by {@code lds}, ceilings by {@code ceiling}. */
  public LdsByRepeats(LinearDatamodelingScore lds, NoiseCeiling ceiling) {
    this.lds = lds;
    this.ceiling = ceiling;
  }

  /**
   * What r repeats give.
   *
   * @param repeats r
   * @param lds score against the means of the first r repeats
   */
  public record Point(int repeats, LdsEstimate lds) {}

  /**
   * The curve of a method.
   *
   * @param values M x R x Q measurements; NaN where a retraining diverged, which leaves it out
   * @param prediction M x Q predicted changes
   * @param queries the queries to average over
   * @param counts the values of r
   * @throws InvalidInputException if a count is not within 1 .. R, or fewer than two masks have a
   *     measurement among the first r
   */
  public List<Point> of(
      double[][][] values, double[][] prediction, int[] queries, List<Integer> counts) {
    List<Point> points = new ArrayList<>();
    for (int r : counts) {
      double[][] truth =
          Arrays.stream(first(values, r)).map(LdsByRepeats::mean).toArray(double[][]::new);
      points.add(new Point(r, lds.estimate(truth, prediction, queries)));
    }
    return points;
  }

  /**
   * The noise ceiling of the means of the first r repeats, which is nobody's; empty for r = 1.
   *
   * @param values as for {@link #of}
   * @throws InvalidInputException as {@link #of}
   */
  public Optional<NoiseCeilingEstimate> ceiling(double[][][] values, int[] queries, int r) {
    return ceiling.estimate(first(values, r), queries);
  }

  private static double[][][] first(double[][][] values, int r) {
    if (r < 1 || r > values[0].length) {
      throw new InvalidInputException(
          "repeats: %d; expected 1 to %d, as many as were retrained"
              .formatted(r, values[0].length));
    }
    return Arrays.stream(values)
        .map(repeats -> Arrays.copyOf(repeats, r))
        .toArray(double[][][]::new);
  }

  /** Mean over the repeats that finished; NaN if none did. */
  private static double[] mean(double[][] repeats) {
    double[] mean = new double[repeats[0].length];
    for (int q = 0; q < mean.length; q++) {
      int query = q;
      mean[q] =
          Arrays.stream(repeats)
              .mapToDouble(repeat -> repeat[query])
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN);
    }
    return mean;
  }
}
