package org.curvatureladder.net;

import java.util.Arrays;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.TorchMlp;
import org.curvatureladder.data.Dataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against PyTorch's autograd in float64. */
@Tag("pytorch")
class MlpPyTorchTest {

  static Stream<Architecture> architectures() {
    return Samples.architectures().stream();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientsAreThoseOfAutograd(Architecture architecture) {
    Mlp mlp = new Mlp(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 30);
    Dataset data = Samples.data(architecture, Samples.COUNT, 31);
    double[] each = mlp.gradients(Measurement.LOSS, theta, data);
    try (TorchMlp torch = new TorchMlp(architecture, theta)) {
      NetworkContract.assertClose(
          mlp.meanGradient(Measurement.LOSS, theta, data), torch.gradient(data), Tolerances.ORACLE);
      for (int n = 0; n < Samples.COUNT; n++) {
        NetworkContract.assertClose(
            Arrays.copyOfRange(each, n * theta.length, (n + 1) * theta.length),
            torch.gradient(data.subset(new int[] {n})),
            Tolerances.ORACLE);
      }
    }
  }
}
