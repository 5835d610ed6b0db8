package org.curvatureladder.net;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.curvatureladder.data.Dataset;

/** Small networks, parameters and data, a pure function of their seeds. */
final class Samples {
  static final int COUNT = 7;
  static final int INPUTS = 4;
  static final int OUTPUTS = 3;

  private Samples() {}

  /** Depth 0 to 3, every activation, both losses; and one whose activation is scaled. */
  static List<Architecture> architectures() {
    List<Architecture> all = new ArrayList<>();
    List<List<Integer>> hidden = List.of(List.of(), List.of(5), List.of(5, 4), List.of(4, 5, 3));
    for (List<Integer> widths : hidden) {
      for (Activation activation : Activation.values()) {
        for (Loss loss : Loss.values()) {
          all.add(new Architecture(INPUTS, widths, OUTPUTS, activation, loss));
        }
      }
    }
    all.add(
        new Architecture(INPUTS, List.of(5, 4), OUTPUTS, Activation.GELU, 3, Loss.CROSS_ENTROPY));
    return all;
  }

  static Dataset data(Architecture architecture, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = normal(random, count * architecture.inputs(), 1);
    if (architecture.loss() == Loss.SQUARED_ERROR) {
      double[] y = normal(random, count * architecture.outputs(), 1);
      return new Dataset("sample", count, x, y, architecture.inputs(), 0);
    }
    double[] labels = new double[count];
    for (int n = 0; n < count; n++) {
      labels[n] = random.nextInt(architecture.outputs());
    }
    return new Dataset("sample", count, x, labels, architecture.inputs(), architecture.outputs());
  }

  static double[] theta(Architecture architecture, double scale, long seed) {
    int count = new ParameterLayout(architecture).parameterCount();
    return normal(new SplittableRandom(seed), count, scale);
  }

  static double[] normal(SplittableRandom random, int count, double scale) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = scale * random.nextGaussian();
    }
    return values;
  }
}
