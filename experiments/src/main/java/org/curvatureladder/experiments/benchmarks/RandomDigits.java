package org.curvatureladder.experiments.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;

/** Random data of the size of Digits and networks for them: how long a kernel takes is the same. */
final class RandomDigits {
  static final int POINTS = 1617;
  static final int INPUTS = 64;
  static final int CLASSES = 10;

  private RandomDigits() {}

  /** 1617 examples of 64 features of variance about 1, in 10 classes. */
  static Dataset data() {
    Random random = new Random(1);
    double[] x = random.doubles((long) POINTS * INPUTS, -1.7, 1.7).toArray();
    double[] y = IntStream.range(0, POINTS).mapToDouble(n -> random.nextInt(CLASSES)).toArray();
    return new Dataset("random", POINTS, x, y, INPUTS, CLASSES);
  }

  /**
   * A network with cross-entropy.
   *
   * @param shape depth x width such as {@code 8x16}, or the widths of the hidden layers such as
   *     {@code 64-32}
   */
  static Architecture network(String shape, Activation activation) {
    return new Architecture(INPUTS, hidden(shape), CLASSES, activation, Loss.CROSS_ENTROPY);
  }

  private static List<Integer> hidden(String shape) {
    if (shape.contains("x")) {
      String[] parts = shape.split("x");
      return Collections.nCopies(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
    return Arrays.stream(shape.split("-")).map(Integer::valueOf).toList();
  }
}
