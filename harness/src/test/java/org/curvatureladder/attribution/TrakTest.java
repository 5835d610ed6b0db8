package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrakTest {
  private static final RandomProjection PROJECTION = new RandomProjection(16, 4);

  /** The paper's formula, minus its sign, from margin gradients and the whole projection. */
  @ParameterizedTest
  @CsvSource({"4, 5, 60, MARGIN", "40, 60, 30, MARGIN", "4, 5, 60, LOSS"})
  void classificationIsTheDefinition(int inputs, int width, int count, Measurement measurement) {
    Architecture architecture =
        new Architecture(inputs, List.of(width), 3, Activation.GELU, Loss.CROSS_ENTROPY);
    AttributionProblem problem = problem(architecture, count, measurement);
    Mlp network = problem.network();
    double[] theta = Nets.normal(network.layout().parameterCount(), 0.4, 17);

    DMatrixRMaj phi = projected(network, theta, problem.train(), Measurement.MARGIN);
    DMatrixRMaj query = projected(network, theta, problem.queries(), measurement);
    double[] margins = network.measure(Measurement.MARGIN, theta, problem.train());
    DMatrixRMaj kernel = Ejml.product(phi, Ejml.transpose(Ejml.solveRows(ridged(phi), query)));
    double[] expected = new double[count * 4];
    for (int i = 0; i < count; i++) {
      double p = 1 / (1 + Math.exp(-margins[i]));
      for (int q = 0; q < 4; q++) {
        expected[i * 4 + q] = -(1 - p) * kernel.get(i, q);
      }
    }
    ScoreMatrix scores = new Trak(problem, theta, PROJECTION).scores();
    assertThat(Ejml.relativeError(scores.values(), expected)).isLessThan(Tolerances.SOLVE);
    assertThat(scores.damping()).isEmpty();
  }

  /** phi_q' (sum over examples and outputs of phi phi')^-1 R' grad L_i. */
  @Test
  void regressionIsTheDefinition() {
    Architecture architecture =
        new Architecture(4, List.of(5), 3, Activation.TANH, Loss.SQUARED_ERROR);
    AttributionProblem problem = problem(architecture, 30, Measurement.LOSS);
    Mlp network = problem.network();
    int size = network.layout().parameterCount();
    double[] theta = Nets.normal(size, 0.4, 17);
    DMatrixRMaj jacobian =
        new DMatrixRMaj(30 * 3, size, true, network.jacobian(theta, problem.train()));
    DMatrixRMaj phi = Ejml.product(jacobian, RandomProjectionTest.rows(PROJECTION, 0, size));
    DMatrixRMaj train = projected(network, theta, problem.train(), Measurement.LOSS);
    DMatrixRMaj query = projected(network, theta, problem.queries(), Measurement.LOSS);
    DMatrixRMaj expected = Ejml.product(train, Ejml.transpose(Ejml.solveRows(ridged(phi), query)));
    ScoreMatrix scores = new Trak(problem, theta, PROJECTION).scores();
    assertThat(Ejml.relativeError(scores.values(), expected.data)).isLessThan(Tolerances.SOLVE);
  }

  /** Fewer examples than features: the ridge makes it the pseudo-inverse of the feature matrix. */
  @Test
  void fewerExamplesThanDimensionsIsThePseudoInverse() {
    Architecture architecture =
        new Architecture(4, List.of(5), 3, Activation.TANH, Loss.CROSS_ENTROPY);
    AttributionProblem problem = problem(architecture, 7, Measurement.MARGIN);
    Mlp network = problem.network();
    double[] theta = Nets.normal(network.layout().parameterCount(), 0.4, 17);
    DMatrixRMaj phi = projected(network, theta, problem.train(), Measurement.MARGIN);
    DMatrixRMaj query = projected(network, theta, problem.queries(), Measurement.MARGIN);
    double[] margins = network.measure(Measurement.MARGIN, theta, problem.train());
    DMatrixRMaj kernel = Ejml.product(phi, Ejml.transpose(phi));
    DMatrixRMaj fitted =
        Ejml.transpose(Ejml.solveRows(kernel, Ejml.product(query, Ejml.transpose(phi))));
    double[] expected = new double[7 * 4];
    for (int i = 0; i < 7; i++) {
      for (int q = 0; q < 4; q++) {
        expected[i * 4 + q] = -fitted.get(i, q) / (1 + Math.exp(margins[i]));
      }
    }
    ScoreMatrix scores = new Trak(problem, theta, PROJECTION).scores();
    assertThat(Ejml.relativeError(scores.values(), expected))
        .isLessThan(Tolerances.FINITE_DIFFERENCE);
  }

  private static AttributionProblem problem(
      Architecture architecture, int count, Measurement measurement) {
    return new AttributionProblem(
        new Mlp(architecture),
        Nets.data(architecture, count, 1),
        Nets.data(architecture, 4, 2),
        measurement);
  }

  private static DMatrixRMaj projected(
      Mlp network, double[] theta, Dataset data, Measurement measurement) {
    int size = network.layout().parameterCount();
    double[] gradients = network.gradients(measurement, theta, data);
    return Ejml.product(
        new DMatrixRMaj(data.count(), size, true, gradients),
        RandomProjectionTest.rows(PROJECTION, 0, size));
  }

  private static DMatrixRMaj ridged(DMatrixRMaj phi) {
    DMatrixRMaj gram = Ejml.product(Ejml.transpose(phi), phi);
    double trace = 0;
    for (int k = 0; k < gram.numRows; k++) {
      trace += gram.get(k, k);
    }
    return Ejml.plusDiagonal(gram, Trak.RIDGE * trace / gram.numRows);
  }
}
