package org.curvatureladder.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of m p-values for each other: sorted ascending,
 *
 * <pre>
 * adjusted_(k) = max over j up to k of min(1, (m - j + 1) p_(j)),   j = 1 .. m
 * </pre>
 *
 * Calling significant what is below alpha makes any false call among the m with probability at most
 * alpha, however the comparisons depend on each other.
 *
 * <p>Source: Holm 1979, A simple sequentially rejective multiple test procedure.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * Adjusted p-values, in the order of the given ones.
   *
   * @param p the family: one p-value per comparison
   * @throws IllegalArgumentException if a value is not within [0, 1]
   */
  public static double[] adjust(double[] p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("not a p-value: " + value);
      }
    }
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> p[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int j = 0; j < p.length; j++) {
      largest = Math.max(largest, Math.min(1, (p.length - j) * p[ascending[j]]));
      adjusted[ascending[j]] = largest;
    }
    return adjusted;
  }
}
