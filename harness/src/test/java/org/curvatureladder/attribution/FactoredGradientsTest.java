package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactoredGradientsTest {

  static Stream<Nets.Net> nets() {
    return Stream.concat(
        Nets.all(),
        // More examples than one chunk of the products holds.
        Stream.of(Nets.net(List.of(3), Activation.TANH, Loss.CROSS_ENTROPY, 1030)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void productsAreThoseOfThePerSampleGradients(Nets.Net net) {
    for (Measurement measurement : measurements(net)) {
      int count = net.data().count();
      double[] rows = net.mlp().gradients(measurement, net.theta(), net.data());
      DMatrixRMaj gradients = new DMatrixRMaj(count, net.parameters(), true, rows);
      DMatrixRMaj vectors = Ejml.random(3, net.parameters(), 5);
      DMatrixRMaj expected = Ejml.product(gradients, Ejml.transpose(vectors));
      double[] norms = new double[count];
      for (int n = 0; n < count; n++) {
        for (int p = 0; p < net.parameters(); p++) {
          norms[n] += gradients.get(n, p) * gradients.get(n, p);
        }
      }
      for (long largestWhole : new long[] {0, Long.MAX_VALUE}) {
        try (FactoredGradients factored =
                FactoredGradients.of(
                    net.mlp(), net.theta(), net.data(), measurement, largestWhole);
            DenseMatrix products = factored.times(Ejml.toDense(vectors))) {
          assertThat(factored.count()).isEqualTo(count);
          assertThat(factored.dimension()).isEqualTo(net.parameters());
          assertThat(Ejml.relativeError(products, expected)).isLessThan(Tolerances.EXACT);
          assertThat(Ejml.relativeError(factored.squaredNorms(), norms))
              .isLessThan(Tolerances.EXACT);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void sumsOverGroupsAreSumsOfGradients(Nets.Net net) {
    int[][] groups = {{0, 2, 3}, {}, {1}};
    double[] rows = net.mlp().gradients(Measurement.LOSS, net.theta(), net.data());
    double[] expected = new double[groups.length * net.parameters()];
    for (int j = 0; j < groups.length; j++) {
      for (int n : groups[j]) {
        for (int p = 0; p < net.parameters(); p++) {
          expected[j * net.parameters() + p] += rows[n * net.parameters() + p];
        }
      }
    }
    try (FactoredGradients factored =
            FactoredGradients.of(net.mlp(), net.theta(), net.data(), Measurement.LOSS);
        DenseMatrix sums = factored.sums(groups)) {
      assertThat(Ejml.relativeError(sums.toArray(), expected)).isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void vectorsOfAnotherLengthAreRefused() {
    Nets.Net net = Nets.net(List.of(3), Activation.TANH, Loss.CROSS_ENTROPY, 4);
    try (FactoredGradients factored =
        FactoredGradients.of(net.mlp(), net.theta(), net.data(), Measurement.LOSS)) {
      assertThatThrownBy(() -> factored.times(DenseMatrix.zeros(2, net.parameters() + 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(net.parameters()));
    }
    double[] tooLong = Arrays.copyOf(net.theta(), net.parameters() + 1);
    assertThatThrownBy(() -> FactoredGradients.of(net.mlp(), tooLong, net.data(), Measurement.LOSS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Measurement> measurements(Nets.Net net) {
    return net.mlp().architecture().loss() == Loss.CROSS_ENTROPY
        ? List.of(Measurement.LOSS, Measurement.MARGIN)
        : List.of(Measurement.LOSS, Measurement.ABSOLUTE_ERROR);
  }
}
