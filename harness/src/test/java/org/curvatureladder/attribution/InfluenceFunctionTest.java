package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InfluenceFunctionTest {

  static List<Rung> rungs() {
    return Ladder.standard().rungs();
  }

  /** The definition, in plain loops and EJML, for every rung and both measurements. */
  @ParameterizedTest
  @MethodSource("rungs")
  void scoresAreTheDefinition(Rung rung) {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 150);
    Dataset queries = Nets.data(net.mlp().architecture(), 6, 99);
    int size = net.parameters();
    for (Measurement measurement : List.of(Measurement.LOSS, Measurement.MARGIN)) {
      try (LadderPoint point = net.point();
          Curvature curvature = rung.at(point);
          SymmetricMatrix dense = curvature.toDense();
          Gradients gradients =
              Gradients.of(net.mlp(), net.theta(), net.data(), queries, measurement)) {
        DMatrixRMaj matrix = Ejml.of(dense);
        if (rung == Ladder.HESSIAN || rung == Ladder.BLOCK_HESSIAN) {
          Ejml.Spectrum spectrum = Ejml.spectrum(matrix);
          matrix = spectrum.compose(Arrays.stream(spectrum.values()).map(Math::abs).toArray());
        }
        double[] train = net.mlp().gradients(Measurement.LOSS, net.theta(), net.data());
        double[] query = net.mlp().gradients(measurement, net.theta(), queries);
        DMatrixRMaj expected =
            Ejml.product(
                new DMatrixRMaj(150, size, true, train),
                Ejml.transpose(
                    Ejml.solveRows(
                        Ejml.plusDiagonal(matrix, 0.05), new DMatrixRMaj(6, size, true, query))));
        CommonOps_DDRM.scale(1.0 / 150, expected);
        DirectSolver solver = new DirectSolver(curvature, Damping.absolute(0.05));
        ScoreMatrix scores = new InfluenceFunction(gradients, solver).scores();
        assertThat(Ejml.relativeError(scores.values(), expected.data)).isLessThan(Tolerances.SOLVE);
        assertThat(scores.method()).isEqualTo(rung.label());
        assertThat(scores.damping()).isEqualTo(OptionalDouble.of(0.05));
        assertThat(scores.trainCount()).isEqualTo(150);
        assertThat(scores.queryCount()).isEqualTo(6);
        assertThat(scores.get(149, 4)).isCloseTo(expected.get(149, 4), within(Tolerances.SOLVE));
        assertThat(gradients.measurement()).isEqualTo(measurement);
      }
    }
  }

  @Test
  void gradientDotIsTheMeanScaledProduct() {
    Nets.Net net = Nets.net(List.of(4), Activation.RELU, Loss.SQUARED_ERROR, 7);
    Dataset queries = Nets.data(net.mlp().architecture(), 3, 99);
    double[] train = net.mlp().gradients(Measurement.LOSS, net.theta(), net.data());
    double[] query = net.mlp().gradients(Measurement.LOSS, net.theta(), queries);
    int size = net.parameters();
    try (Gradients gradients =
        Gradients.of(net.mlp(), net.theta(), net.data(), queries, Measurement.LOSS)) {
      ScoreMatrix scores = new GradientDot(gradients).scores();
      assertThat(scores.method()).isEqualTo("gradient-dot");
      assertThat(scores.damping()).isEmpty();
      double[] expected = new double[7 * 3];
      for (int i = 0; i < 7; i++) {
        for (int q = 0; q < 3; q++) {
          for (int k = 0; k < size; k++) {
            expected[i * 3 + q] += train[i * size + k] * query[q * size + k] / 7;
          }
        }
      }
      assertThat(Ejml.relativeError(scores.values(), expected)).isLessThan(Tolerances.EXACT);
    }
  }

  /** Sign and scale. */
  @Test
  void removingAPointByHand() {
    RemovalByHand.check(
        (gradients, h) ->
            new InfluenceFunction(gradients, new DirectSolver(h, Damping.absolute(1e-12))));
  }

  /** Invariant 13: on ridge regression tau is the exact leave-one-out change times 1 - leverage. */
  @Test
  void ridgeRegressionIsLeaveOneOutUpToLeverage() {
    int count = 12;
    double ridge = 0.3;
    Mlp line = new Mlp(new Architecture(3, List.of(), 1, Activation.TANH, Loss.SQUARED_ERROR));
    Dataset train = Nets.data(line.architecture(), count, 1);
    Dataset queries = Nets.data(line.architecture(), 4, 2);
    double[] all = fit(train, IntStream.range(0, count).toArray(), ridge);
    double[] queryGradients = line.gradients(Measurement.LOSS, all, queries);
    DMatrixRMaj damped = Ejml.plusDiagonal(secondMoment(train, count), ridge);
    try (LadderPoint point = new LadderPoint(line, all, train);
        Curvature ggn = Ladder.GAUSS_NEWTON.at(point);
        Gradients gradients = Gradients.of(line, all, train, queries, Measurement.LOSS)) {
      ScoreMatrix scores =
          new InfluenceFunction(gradients, new DirectSolver(ggn, Damping.absolute(ridge))).scores();
      for (int i = 0; i < count; i++) {
        int removed = i;
        double[] without =
            fit(train, IntStream.range(0, count).filter(n -> n != removed).toArray(), ridge);
        DMatrixRMaj x = new DMatrixRMaj(1, 4, true, row(train, i));
        double leverage =
            Ejml.product(Ejml.solveRows(damped, x), Ejml.transpose(x)).get(0, 0) / count;
        for (int q = 0; q < 4; q++) {
          double exact = 0;
          for (int k = 0; k < 4; k++) {
            exact += queryGradients[q * 4 + k] * (without[k] - all[k]);
          }
          assertThat(scores.get(i, q)).isCloseTo(exact * (1 - leverage), within(Tolerances.SOLVE));
        }
      }
    }
  }

  @Test
  void scoresOfTheWrongSizeAreRefused() {
    assertThatThrownBy(() -> new ScoreMatrix("H", OptionalDouble.empty(), 2, 3, new double[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** argmin (1/N) sum over kept of 1/2 (x'theta - y)^2 + ridge/2 |theta|^2, N counting ALL. */
  private static double[] fit(Dataset data, int[] kept, double ridge) {
    DMatrixRMaj normal = Ejml.plusDiagonal(secondMoment(data.subset(kept), data.count()), ridge);
    DMatrixRMaj right = new DMatrixRMaj(1, 4);
    for (int n : kept) {
      double[] x = row(data, n);
      for (int k = 0; k < 4; k++) {
        right.add(0, k, x[k] * data.targets()[n] / data.count());
      }
    }
    return Ejml.solveRows(normal, right).data;
  }

  private static DMatrixRMaj secondMoment(Dataset data, int divisor) {
    DMatrixRMaj sum = new DMatrixRMaj(4, 4);
    for (int n = 0; n < data.count(); n++) {
      DMatrixRMaj x = new DMatrixRMaj(4, 1, true, row(data, n));
      CommonOps_DDRM.multAddTransB(1.0 / divisor, x, x, sum);
    }
    return sum;
  }

  private static double[] row(Dataset data, int n) {
    double[] x = Arrays.copyOfRange(data.features(), 3 * n, 3 * n + 4);
    x[3] = 1;
    return x;
  }
}
