package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;

/**
 * Spearman over masks for each of a list of queries: the shared core of LDS and its differences.
 */
final class QueryCorrelations {
  private final SpearmanCorrelation[] perQuery;
  private final boolean[] undefined;

  /**
   * Sorts truth and prediction of every query.
   *
   * @param truth M x Q
   * @param prediction M x Q
   * @param masks rows to use
   * @param queries columns to use
   */
  QueryCorrelations(double[][] truth, double[][] prediction, int[] masks, int[] queries) {
    perQuery = new SpearmanCorrelation[queries.length];
    undefined = new boolean[queries.length];
    for (int k = 0; k < queries.length; k++) {
      int q = queries[k];
      perQuery[k] =
          new SpearmanCorrelation(
              Arrays.stream(masks).mapToDouble(j -> truth[j][q]).toArray(),
              Arrays.stream(masks).mapToDouble(j -> prediction[j][q]).toArray());
      undefined[k] = Double.isNaN(perQuery[k].value());
    }
  }

  int size() {
    return perQuery.length;
  }

  /** Whether query k has no correlation on the data themselves. */
  boolean isUndefined(int k) {
    return undefined[k];
  }

  /** Correlation of query k on a resample of the masks; NaN if undefined there. */
  double value(int k, int[] weights) {
    return perQuery[k].value(weights);
  }

  /**
   * The masks that were measured on every one of the queries. A mask all of whose repeats diverged
   * has NaN there and is left out for every method alike, which keeps comparisons paired.
   *
   * @throws InvalidInputException if fewer than two masks remain
   */
  static int[] measuredMasks(double[][] truth, int[] queries) {
    int[] masks =
        IntStream.range(0, truth.length)
            .filter(j -> Arrays.stream(queries).noneMatch(q -> Double.isNaN(truth[j][q])))
            .toArray();
    requireTwo(masks.length, truth.length);
    return masks;
  }

  /**
   * Refuses what has no rank order.
   *
   * @throws InvalidInputException if fewer than two masks are measured
   */
  static void requireTwo(int measured, int masks) {
    if (measured < 2) {
      throw new InvalidInputException(
          "a rank correlation needs at least two masks with measurements, got %d of %d"
              .formatted(measured, masks));
    }
  }

  /**
   * Refuses arrays that cannot belong together.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  static void requireSameShape(double[][] truth, double[][] prediction) {
    if (truth.length != prediction.length) {
      throw new IllegalArgumentException(
          "truth has %d masks, prediction %d".formatted(truth.length, prediction.length));
    }
    for (int j = 0; j < truth.length; j++) {
      if (truth[j].length != prediction[j].length) {
        throw new IllegalArgumentException(
            "mask %d: truth has %d queries, prediction %d"
                .formatted(j, truth[j].length, prediction[j].length));
      }
    }
  }
}
