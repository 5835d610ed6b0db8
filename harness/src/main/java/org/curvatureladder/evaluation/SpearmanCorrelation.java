package org.curvatureladder.evaluation;

import java.util.Arrays;

/**
 * Spearman's rank correlation with mid-ranks for ties.
 *
 * <p>rho = sum_i w_i dx_i dy_i / sqrt(sum_i w_i dx_i^2 * sum_i w_i dy_i^2), where d = 2 rank - (n +
 * 1) and w_i says how often element i is in the sample (1 for the data themselves). This is
 * Pearson's correlation of the mid-ranks of the sample written out in full.
 *
 * <p>A constant vector has no rank order: the correlation is then undefined and NaN, never 0.
 *
 * <p>Sorts once; each (re)sample then costs O(M). An instance holds scratch space and serves one
 * thread.
 *
 * <p>Source: Kendall and Gibbons, Rank Correlation Methods, 5th ed., ch. 3 (ties).
 */
public final class SpearmanCorrelation {
  private final Ranking x;
  private final Ranking y;
  private final int[] xRanks;
  private final int[] yRanks;

  /**
   * Sorts both vectors.
   *
   * @param x M values
   * @param y M values, in the same order of elements
   * @throws IllegalArgumentException if the lengths differ or a value is NaN
   */
  public SpearmanCorrelation(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "lengths differ: %d and %d values".formatted(x.length, y.length));
    }
    this.x = new Ranking(x);
    this.y = new Ranking(y);
    xRanks = new int[x.length];
    yRanks = new int[x.length];
  }

  /** The correlation of the data themselves, in [-1, 1]; NaN if a vector is constant. */
  public double value() {
    int[] once = new int[x.size()];
    Arrays.fill(once, 1);
    return value(once);
  }

  /**
   * The correlation of a sample that holds element i {@code weights[i]} times.
   *
   * @param weights M multiplicities, none negative; at most 46,000 elements in all, so that the
   *     squared ranks fit their 64 bits
   * @return the correlation in [-1, 1], or NaN if either vector is constant in the sample
   */
  public double value(int[] weights) {
    int n = 0;
    for (int w : weights) {
      n += w;
    }
    long xx = x.ranks(weights, n, xRanks);
    long yy = y.ranks(weights, n, yRanks);
    if (xx == 0 || yy == 0) {
      return Double.NaN;
    }
    long xy = 0;
    for (int i = 0; i < weights.length; i++) {
      xy += (long) weights[i] * xRanks[i] * yRanks[i];
    }
    return xy / Math.sqrt((double) xx * yy);
  }
}
