package org.curvatureladder.training;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;

/** Small random problems shared by the tests of training. */
final class TrainingExamples {
  private TrainingExamples() {}

  static TrainingRecipe recipe(int batch, Precision precision) {
    return new TrainingRecipe(0.05, 1e-8, 0.9, 1e-3, Schedule.COSINE, 10, batch, precision);
  }

  static Architecture net(int inputs, List<Integer> hidden, Activation activation, Loss loss) {
    return new Architecture(inputs, hidden, 3, activation, loss);
  }

  /** Random features; classes 0 to 2, or three regression targets. */
  static Dataset data(int count, int features, Loss loss) {
    Random random = new Random(42);
    double[] x = random.doubles((long) count * features, -1.5, 1.5).toArray();
    if (loss == Loss.CROSS_ENTROPY) {
      double[] y = IntStream.range(0, count).mapToDouble(n -> random.nextInt(3)).toArray();
      return new Dataset("random", count, x, y, features, 3);
    }
    return new Dataset(
        "random", count, x, random.doubles(3L * count, -1, 1).toArray(), features, 0);
  }

  /** Every index but each fifth. */
  static int[] kept(int count) {
    return IntStream.range(0, count).filter(n -> n % 5 != 2).toArray();
  }
}
