package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Random numbers and masks with known properties, for the tests of this package. */
final class Samples {
  private final RandomGenerator random;

  Samples(long seed) {
    random = new Well19937c(seed);
  }

  double gaussian() {
    return random.nextGaussian();
  }

  double uniform() {
    return random.nextDouble();
  }

  double[][] gaussian(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int c = 0; c < columns; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return values;
  }

  /** M masks that keep each of N points with probability 1/2. */
  boolean[][] masks(int masks, int points) {
    boolean[][] kept = new boolean[masks][points];
    for (boolean[] mask : kept) {
      for (int i = 0; i < points; i++) {
        mask[i] = random.nextBoolean();
      }
    }
    return kept;
  }

  /** The points each mask does not keep. */
  static int[][] removed(boolean[][] kept) {
    return Arrays.stream(kept)
        .map(mask -> IntStream.range(0, mask.length).filter(i -> !mask[i]).toArray())
        .toArray(int[][]::new);
  }

  static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }
}
