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

  @ParameterizedTest
  @MethodSource("deep")
  void hundredMomentumStepsOnTheseGradientsAreTorchsHundredSteps(Architecture architecture) {
    Mlp mlp = new Mlp(architecture);
    Dataset data = Samples.data(architecture, 40, 32);
    double[] theta = Samples.theta(architecture, 0.4, 33);
    double[] velocity = new double[theta.length];
    try (TorchMlp torch = new TorchMlp(architecture, theta)) {
      for (int t = 0; t < 100; t++) {
        double rate = 0.05 * (1 + StrictMath.cos(Math.PI * t / 100));
        torch.step(data, rate, 0.9, 1e-3);
        double[] gradient = mlp.meanGradient(Measurement.LOSS, theta, data);
        for (int k = 0; k < theta.length; k++) {
          velocity[k] = 0.9 * velocity[k] + gradient[k] + 1e-3 * theta[k];
          theta[k] -= rate * velocity[k];
        }
      }
      NetworkContract.assertClose(theta, torch.theta(), Tolerances.ORACLE);
    }
  }

  static Stream<Architecture> deep() {
    return architectures().filter(architecture -> architecture.layers() == 3);
  }
}
