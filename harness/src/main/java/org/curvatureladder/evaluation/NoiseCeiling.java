package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.curvatureladder.data.InvalidInputException;

/**
 * Noise ceiling from split halves of the repeats.
 *
 * <p>r = mean over queries q and random splits of Spearman_j( mean of one half of the repeats, mean
 * of the other ); reliability of the mean of all repeats rel = k r / (1 + (k - 1) r) with k = R /
 * (size of a half), which is 2 r / (1 + r) for even R; ceiling = sqrt(rel).
 *
 * <p>Why: with x = signal + noise, r estimates var(signal) / (var(signal) + var(noise of a half)),
 * rel the same for the full mean, and a predictor that equals the signal correlates with the full
 * mean at sqrt(rel). For ranks this holds to about 0.01.
 *
 * <p>The root is concave, so where queries differ in reliability the ceiling above is an upper
 * bound (in simulation up to .26 too high when half of the queries are pure noise, at M = 100, R =
 * 10). The root taken query by query is reported beside it: there it is .03 too low; with few masks
 * or repeats it falls much further short. With some 100 masks and 10 repeats the truth lies between
 * the two, to .01.
 *
 * <p>An odd repeat is left out of a split. Repeats that diverged (NaN) are left out before.
 *
 * <p>Source: Spearman 1910; Brown 1910; Lord and Novick, Statistical Theories of Mental Test
 * Scores, ch. 4 and 5.
 */
public final class NoiseCeiling {
  private final int splits;
  private final long seed;
  private final Bootstrap bootstrap;

  /**
   * A ceiling averaged over random splits.
   *
   * @param splits number of random splits of the repeats, at least 1
   * @param seed of the splits
   * @param bootstrap resamples the masks for the interval
   * @throws InvalidInputException if {@code splits} is below 1
   */
  public NoiseCeiling(int splits, long seed, Bootstrap bootstrap) {
    if (splits < 1) {
      throw new InvalidInputException(
          "noise ceiling splits: %d, need at least 1".formatted(splits));
    }
    this.splits = splits;
    this.seed = seed;
    this.bootstrap = bootstrap;
  }

  /**
   * The ceiling of a measured ground truth.
   *
   * @param values M x R x Q measurements; NaN where a retraining diverged
   * @param queries the queries to average over
   * @return empty if fewer than two masks have two finished repeats (always with R = 1), or no
   *     query has a defined correlation: there is then nothing to compare
   */
  public Optional<NoiseCeilingEstimate> estimate(double[][][] values, int[] queries) {
    double[][][] finished =
        Arrays.stream(values)
            .map(repeats -> finishedRepeats(repeats, queries))
            .filter(repeats -> repeats.length >= 2)
            .toArray(double[][][]::new);
    int masks = finished.length;
    if (masks < 2) {
      return Optional.empty();
    }
    QueryCorrelations[] halves = correlateHalves(finished, queries);
    double[] perQuery = splitHalf(halves, Bootstrap.once(masks));
    int[] defined =
        IntStream.range(0, queries.length).filter(k -> !Double.isNaN(perQuery[k])).toArray();
    if (defined.length == 0) {
      return Optional.empty();
    }
    double lengthening = lengthening(finished);
    double r = LinearDatamodelingScore.mean(defined, k -> perQuery[k]);
    Bootstrap.Interval interval =
        bootstrap
            .interval(
                masks,
                weights -> {
                  double[] resampled = splitHalf(halves, weights);
                  double mean = LinearDatamodelingScore.mean(defined, k -> resampled[k]);
                  return root(reliability(mean, lengthening));
                })
            .within(-1, 1);
    double perQueryCeiling =
        LinearDatamodelingScore.mean(defined, k -> root(reliability(perQuery[k], lengthening)));
    return Optional.of(
        new NoiseCeilingEstimate(
            r,
            reliability(r, lengthening),
            root(reliability(r, lengthening)),
            interval.low(),
            interval.high(),
            perQueryCeiling,
            masks,
            queries.length,
            queries.length - defined.length,
            splits,
            Bootstrap.RESAMPLED,
            bootstrap.resamples()));
  }

  /**
   * Spearman and Brown; odd in r, so that noise around r = 0 averages to 0 and nothing blows up.
   */
  private static double reliability(double r, double lengthening) {
    return lengthening * r / (1 + (lengthening - 1) * Math.abs(r));
  }

  private static double root(double reliability) {
    return Math.signum(reliability) * Math.sqrt(Math.abs(reliability));
  }

  /** k: how many times longer the full mean is than a half, over all masks. */
  private static double lengthening(double[][][] finished) {
    int all = Arrays.stream(finished).mapToInt(repeats -> repeats.length).sum();
    int half = Arrays.stream(finished).mapToInt(repeats -> repeats.length / 2).sum();
    return (double) all / half;
  }

  private static double[][] finishedRepeats(double[][] repeats, int[] queries) {
    return Arrays.stream(repeats)
        .filter(repeat -> Arrays.stream(queries).noneMatch(q -> Double.isNaN(repeat[q])))
        .toArray(double[][]::new);
  }

  /** r of each query: mean over the splits, NaN where no split has a defined correlation. */
  private double[] splitHalf(QueryCorrelations[] halves, int[] weights) {
    int[] all = IntStream.range(0, splits).toArray();
    double[] perQuery = new double[halves[0].size()];
    Arrays.setAll(
        perQuery, k -> LinearDatamodelingScore.mean(all, split -> halves[split].value(k, weights)));
    return perQuery;
  }

  private QueryCorrelations[] correlateHalves(double[][][] finished, int[] queries) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    int masks = finished.length;
    int[] everyMask = IntStream.range(0, masks).toArray();
    QueryCorrelations[] halves = new QueryCorrelations[splits];
    for (int split = 0; split < splits; split++) {
      double[][] first = new double[masks][];
      double[][] second = new double[masks][];
      for (int j = 0; j < masks; j++) {
        int[] order = IntStream.range(0, finished[j].length).toArray();
        Permutation.shuffle(order, random);
        int half = order.length / 2;
        first[j] = mean(finished[j], Arrays.copyOfRange(order, 0, half));
        second[j] = mean(finished[j], Arrays.copyOfRange(order, half, 2 * half));
      }
      halves[split] = new QueryCorrelations(first, second, everyMask, queries);
    }
    return halves;
  }

  private static double[] mean(double[][] repeats, int[] members) {
    double[] mean = new double[repeats[0].length];
    for (int q = 0; q < mean.length; q++) {
      double sum = 0;
      for (int repeat : members) {
        sum += repeats[repeat][q];
      }
      mean[q] = sum / members.length;
    }
    return mean;
  }
}
