package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A vector sorted once, so that the mid-ranks of any resample of it cost O(M) and no sorting.
 *
 * <p>A resample holds element i {@code weights[i]} times, n = sum of the weights. Equal values
 * share the mean of the ranks they occupy. Ranks come doubled and centred, d = 2 rank - (n + 1):
 * whole numbers, so that everything made of them is exact.
 */
final class Ranking {
  /** Element indices in ascending order of value. */
  private final int[] order;

  /**
   * {@code groupEnd[k]} is the end (exclusive) in {@code order} of the k-th group of equal values.
   */
  private final int[] groupEnd;

  Ranking(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("value %d of %d is NaN".formatted(i, values.length));
      }
    }
    Integer[] sorted = new Integer[values.length];
    Arrays.setAll(sorted, i -> i);
    // -0.0 sorts directly below 0.0, and the comparison by != below makes them one value.
    Arrays.sort(sorted, Comparator.comparingDouble(i -> values[i]));
    order = new int[sorted.length];
    int[] ends = new int[sorted.length];
    int groups = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = sorted[i];
      if (i + 1 == order.length || values[sorted[i]] != values[sorted[i + 1]]) {
        ends[groups++] = i + 1;
      }
    }
    groupEnd = Arrays.copyOf(ends, groups);
  }

  int size() {
    return order.length;
  }

  /**
   * Writes the doubled centred mid-ranks and returns their weighted sum of squares.
   *
   * @param weights how often each element is in the sample, M
   * @param n sum of the weights
   * @param ranks out: d of each element, M; elements of weight 0 get the rank they would tie with
   * @return sum of weights[i] d[i]^2, which is 0 exactly if the sample is constant
   */
  long ranks(int[] weights, int n, int[] ranks) {
    return groupEnd.length == order.length
        ? ranksWithoutTies(weights, n, ranks)
        : ranksWithTies(weights, n, ranks);
  }

  /** The common case on its own: without the inner loops it takes half the time. */
  private long ranksWithoutTies(int[] weights, int n, int[] ranks) {
    long squares = 0;
    int before = -n;
    for (int element : order) {
      int weight = weights[element];
      int d = before + weight;
      ranks[element] = d;
      squares += (long) weight * d * d;
      before = d + weight;
    }
    return squares;
  }

  private long ranksWithTies(int[] weights, int n, int[] ranks) {
    long squares = 0;
    int before = 0;
    int start = 0;
    for (int end : groupEnd) {
      int together = 0;
      for (int i = start; i < end; i++) {
        together += weights[order[i]];
      }
      int d = 2 * before + together - n;
      for (int i = start; i < end; i++) {
        ranks[order[i]] = d;
      }
      squares += (long) together * d * d;
      before += together;
      start = end;
    }
    return squares;
  }
}
