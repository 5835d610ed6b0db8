package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  @Test
  void everyEpochHasItsOwnPermutation() {
    int[] first = permutation(3, 0, 50);
    int[] second = permutation(3, 1, 50);
    assertThat(first).isNotEqualTo(second).containsExactlyInAnyOrder(second);
    assertThat(Arrays.stream(first).sorted().toArray())
        .isEqualTo(java.util.stream.IntStream.range(0, 50).toArray());
    assertThat(permutation(4, 0, 50)).isNotEqualTo(first);
  }

  @Test
  void dependsOnNothingBefore() {
    int[] order = new int[50];
    BatchOrder.permute(3, 0, order);
    BatchOrder.permute(3, 1, order);
    assertThat(order).isEqualTo(permutation(3, 1, 50));
  }

  /** All 24 orders of four points over 24,000 epochs; the seed is fixed, so is the outcome. */
  @Test
  void permutationsAreUniform() {
    long[] counts = new long[256];
    for (int epoch = 0; epoch < 24_000; epoch++) {
      int[] p = permutation(17, epoch, 4);
      counts[p[0] * 64 + p[1] * 16 + p[2] * 4 + p[3]]++;
    }
    long[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(seen).hasSize(24);
    double[] expected = new double[24];
    Arrays.fill(expected, 1000);
    assertThat(new ChiSquareTest().chiSquareTest(expected, seen)).isGreaterThan(0.01);
  }

  private static int[] permutation(long seed, int epoch, int n) {
    int[] order = new int[n];
    BatchOrder.permute(seed, epoch, order);
    return order;
  }
}
