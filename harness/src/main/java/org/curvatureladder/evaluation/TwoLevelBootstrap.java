package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Bootstrap over masks AND over the repeats within each: a resample draws M masks with replacement,
 * for each mask drawn as many of its repeats with replacement as it has, and averages these. A mask
 * drawn twice gets two means. Intervals as for {@link Bootstrap}, in place of which this can be
 * used.
 *
 * <p>Wider than the bootstrap over masks, and rightly so only where that is wanted: the mean of a
 * mask already holds the noise of its repeats, so that resampling masks alone covers both sources,
 * and resampling both counts the noise of the repeats twice, by the factor 1 + (R - 1)/R (Davison
 * and Hinkley 1997, Bootstrap Methods and their Application, section 3.8). The extra noise also
 * lowers every resampled correlation; the bias correction takes that back. It says how much more
 * repeats could still move a result, and is an upper bound elsewhere.
 *
 * @param resamples number of resamples, at least 1
 * @param confidence level c in (0, 1), for instance 0.95
 * @param seed the only source of randomness
 */
public record TwoLevelBootstrap(int resamples, double confidence, long seed) {
  /** What is drawn with replacement, as it is named in results. */
  public static final String RESAMPLED = "masks and repeats";

  /**
   * Checks the settings.
   *
   * @throws org.curvatureladder.data.InvalidInputException if there is no resample or the level is
   *     not inside (0, 1)
   */
  public TwoLevelBootstrap {
    new Bootstrap(resamples, confidence, seed);
  }

  /** A statistic of drawn masks. */
  public interface Statistic {
    /**
     * Its value, NaN where undefined.
     *
     * @param masks the masks drawn, with repetition
     * @param truth one row for each of them: the mean over the repeats drawn for it
     */
    double of(int[] masks, double[][] truth);
  }

  /**
   * A statistic on the data and on every resample. A repeat with NaN in any query diverged and is
   * left out; so is a mask without another.
   *
   * @param values M x R x Q measurements
   * @throws org.curvatureladder.data.InvalidInputException if fewer than two masks remain
   */
  public BootstrapDistribution distribution(double[][][] values, Statistic statistic) {
    double[][][] finished = finished(values);
    int[] masks = measured(finished);
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] resampled = new double[resamples];
    for (int b = 0; b < resamples; b++) {
      int[] drawn = new int[masks.length];
      double[][] truth = new double[masks.length][];
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = masks[random.nextInt(masks.length)];
        double[][] repeats = finished[drawn[k]];
        double[][] again = new double[repeats.length][];
        Arrays.setAll(again, r -> repeats[random.nextInt(repeats.length)]);
        truth[k] = mean(again);
      }
      resampled[b] = statistic.of(drawn, truth);
    }
    double[][] once =
        Arrays.stream(masks).mapToObj(j -> mean(finished[j])).toArray(double[][]::new);
    return new BootstrapDistribution(statistic.of(masks, once), resampled);
  }

  /**
   * LDS with its two-level interval, the counterpart of {@link LinearDatamodelingScore#estimate}.
   *
   * @param values M x R x Q measurements
   * @param prediction M x Q predicted changes
   * @param queries the queries to average over
   */
  public LdsEstimate score(double[][][] values, double[][] prediction, int[] queries) {
    boolean[] undefined = new boolean[queries.length];
    markUndefined(values, prediction, queries, undefined);
    int[] defined = defined(queries, undefined);
    BootstrapDistribution lds =
        distribution(values, (masks, truth) -> lds(truth, rows(prediction, masks), defined));
    return estimate(lds, values, queries, defined, 1);
  }

  /**
   * LDS of {@code first} minus LDS of {@code second} on the same resamples, the counterpart of
   * {@link PairedComparison#difference}.
   *
   * @param values M x R x Q measurements
   * @param first M x Q predictions of the first method
   * @param second M x Q predictions of the second method
   * @param queries the queries to average over
   */
  public LdsEstimate difference(
      double[][][] values, double[][] first, double[][] second, int[] queries) {
    boolean[] undefined = new boolean[queries.length];
    markUndefined(values, first, queries, undefined);
    markUndefined(values, second, queries, undefined);
    int[] defined = defined(queries, undefined);
    BootstrapDistribution difference =
        distribution(
            values,
            (masks, truth) ->
                lds(truth, rows(first, masks), defined) - lds(truth, rows(second, masks), defined));
    return estimate(difference, values, queries, defined, 2);
  }

  private LdsEstimate estimate(
      BootstrapDistribution distribution,
      double[][][] values,
      int[] queries,
      int[] defined,
      double most) {
    return LdsEstimate.of(
        distribution,
        confidence,
        most,
        measured(finished(values)).length,
        queries.length,
        queries.length - defined.length,
        RESAMPLED);
  }

  private static double lds(double[][] truth, double[][] prediction, int[] queries) {
    QueryCorrelations correlations =
        new QueryCorrelations(truth, prediction, all(truth.length), queries);
    int[] once = Bootstrap.once(truth.length);
    return LinearDatamodelingScore.mean(all(queries.length), k -> correlations.value(k, once));
  }

  private static void markUndefined(
      double[][][] values, double[][] prediction, int[] queries, boolean[] undefined) {
    double[][][] finished = finished(values);
    int[] masks = measured(finished);
    double[][] truth =
        Arrays.stream(masks).mapToObj(j -> mean(finished[j])).toArray(double[][]::new);
    QueryCorrelations.requireSameShape(truth, rows(prediction, masks));
    QueryCorrelations correlations =
        new QueryCorrelations(truth, rows(prediction, masks), all(masks.length), queries);
    for (int k = 0; k < queries.length; k++) {
      undefined[k] |= correlations.isUndefined(k);
    }
  }

  private static int[] defined(int[] queries, boolean[] undefined) {
    return IntStream.range(0, queries.length)
        .filter(k -> !undefined[k])
        .map(k -> queries[k])
        .toArray();
  }

  private static double[][][] finished(double[][][] values) {
    return Arrays.stream(values)
        .map(
            repeats ->
                Arrays.stream(repeats)
                    .filter(repeat -> Arrays.stream(repeat).noneMatch(Double::isNaN))
                    .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static int[] measured(double[][][] finished) {
    int[] masks = IntStream.range(0, finished.length).filter(j -> finished[j].length > 0).toArray();
    QueryCorrelations.requireTwo(masks.length, finished.length);
    return masks;
  }

  private static double[][] rows(double[][] matrix, int[] rows) {
    return Arrays.stream(rows).mapToObj(j -> matrix[j]).toArray(double[][]::new);
  }

  private static double[] mean(double[][] repeats) {
    double[] mean = new double[repeats[0].length];
    for (double[] repeat : repeats) {
      for (int q = 0; q < mean.length; q++) {
        mean[q] += repeat[q] / repeats.length;
      }
    }
    return mean;
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }
}
