package org.curvatureladder.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.curvatureladder.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlpTest extends NetworkContract {

  @Override
  Network network(Architecture architecture) {
    return new Mlp(architecture);
  }

  @Test
  void outputsOfTheHandComputedNetwork() {
    Architecture architecture =
        new Architecture(2, List.of(2), 1, Activation.RELU, Loss.SQUARED_ERROR);
    // [W | b] of layer 0, row by row, then of layer 1.
    double[] theta = {1, 2, 3, -1, 0, 0.5, 10, 100, -7};
    Dataset data = new Dataset("hand", 2, new double[] {1, 1, -2, -4}, new double[] {0, 1}, 2, 0);
    // z = (1 + 2 + 3, -1 + .5) = (6, -.5); (-2 - 8 + 3, 2 + .5) = (-7, 2.5).
    assertThat(new Mlp(architecture).outputs(theta, data)).containsExactly(53, 243);
    assertThat(new Mlp(architecture).measure(Measurement.LOSS, theta, data))
        .containsExactly(53 * 53 / 2.0, 242 * 242 / 2.0);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aLayersPerSampleGradientIsDeltaTimesItsHomogeneousInput(Architecture architecture) {
    Mlp mlp = new Mlp(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 20);
    Dataset data = Samples.data(architecture, Samples.COUNT, 21);
    double[] gradients = mlp.gradients(Measurement.LOSS, theta, data);
    LayerTrace[] trace = mlp.trace(theta, data);
    int classes = architecture.outputs();
    double[] cotangents = new double[Samples.COUNT * classes];
    LossFunction loss = LossFunction.of(architecture.loss());
    for (int n = 0; n < Samples.COUNT; n++) {
      loss.gradient(
          trace[trace.length - 1].preactivations(),
          n * classes,
          classes,
          data.targets(),
          n * data.targetWidth(),
          cotangents);
    }
    double[][] deltas = mlp.backpropagate(theta, trace, cotangents);
    ParameterLayout layout = mlp.layout();
    for (int n = 0; n < Samples.COUNT; n++) {
      for (int l = 0; l < layout.layers(); l++) {
        double[] inputs = trace[l].inputs();
        assertThat(inputs[(n + 1) * layout.columns(l) - 1]).isEqualTo(1);
        for (int o = 0; o < layout.rows(l); o++) {
          for (int i = 0; i < layout.columns(l); i++) {
            assertThat(gradients[n * layout.parameterCount() + layout.index(l, o, i)])
                .isEqualTo(deltas[l][n * layout.rows(l) + o] * inputs[n * layout.columns(l) + i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void traceHoldsTheActivationsDerivativesAndALinearOutputLayer(Architecture architecture) {
    Mlp mlp = new Mlp(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 22);
    LayerTrace[] trace = mlp.trace(theta, Samples.data(architecture, Samples.COUNT, 23));
    assertThat(trace).hasSize(architecture.layers());
    for (int l = 0; l < trace.length; l++) {
      boolean output = l == trace.length - 1;
      for (int k = 0; k < trace[l].preactivations().length; k++) {
        double z = trace[l].preactivations()[k];
        assertThat(trace[l].slope()[k]).isEqualTo(output ? 1 : architecture.slope(z));
        assertThat(trace[l].bend()[k]).isEqualTo(output ? 0 : architecture.bend(z));
        if (!output) {
          int width = mlp.layout().rows(l);
          int next = k / width * (width + 1) + k % width;
          assertThat(trace[l + 1].inputs()[next]).isEqualTo(architecture.activate(z));
        }
      }
    }
  }

  @Test
  void theMarginOfARegressionIsUndefined() {
    Architecture architecture =
        new Architecture(4, List.of(3), 3, Activation.TANH, Loss.SQUARED_ERROR);
    Dataset data = Samples.data(architecture, 5, 24);
    double[] theta = Samples.theta(architecture, 1, 25);
    assertThat(new Mlp(architecture).measure(Measurement.MARGIN, theta, data))
        .containsOnly(Double.NaN);
    assertThat(new Mlp(architecture).gradients(Measurement.MARGIN, theta, data))
        .contains(Double.NaN);
  }

  @Test
  void aJacobianTooLargeForAnArrayIsRefused() {
    Architecture architecture =
        new Architecture(1000, List.of(), 1000, Activation.TANH, Loss.SQUARED_ERROR);
    Dataset data = new Dataset("large", 10, new double[10000], new double[10000], 1000, 0);
    double[] theta = new double[1_001_000];
    assertThatThrownBy(() -> new Mlp(architecture).jacobian(theta, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 x 1001000000 values do not fit");
  }
}
