package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.ParameterLayout;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Means over checkpoints, and functions of them. */
class AveragedCurvatureTest {
  private static final List<DoubleUnaryOperator> FUNCTIONS =
      List.of(x -> x, x -> Math.exp(-3 * x), x -> 1 / (x + 0.1));

  static Stream<Nets.Net> nets() {
    return Stream.concat(
        Nets.all(),
        // More examples than one chunk holds.
        Stream.of(Nets.net(List.of(3), Activation.TANH, Loss.CROSS_ENTROPY, 1030)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void ofOneCheckpointIsTheCheckpoints(Nets.Net net) {
    List<double[]> thetas = List.of(net.theta());
    try (LadderPoint point = net.point();
        AveragedEkFac averaged = AveragedEkFac.of(net.mlp(), thetas, net.data());
        AveragedGaussNewton dense = AveragedGaussNewton.of(net.mlp(), thetas, net.data())) {
      assertFunctions(averaged, Ejml.of(Ladder.EK_FAC.at(point).toDense()));
      assertFunctions(dense, Ejml.of(Ladder.GAUSS_NEWTON.at(point).toDense()));
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void gaussNewtonIsTheMeanOfTheMatrices(Nets.Net net) {
    List<double[]> thetas = thetas(net);
    DMatrixRMaj mean = new DMatrixRMaj(net.parameters(), net.parameters());
    for (double[] theta : thetas) {
      try (GaussNewton g = GaussNewton.of(new LayerDerivatives(net.mlp(), theta, net.data()))) {
        CommonOps_DDRM.addEquals(mean, 1.0 / thetas.size(), Ejml.of(g.toDense()));
      }
    }
    try (AveragedGaussNewton averaged = AveragedGaussNewton.of(net.mlp(), thetas, net.data())) {
      assertFunctions(averaged, mean);
    }
  }

  /**
   * Averaged factors give the basis Q; the averaged eigenvalues are then the diagonal of Q G_ll Q'
   * for the AVERAGED Gauss-Newton block, since each checkpoint's are that of its own.
   */
  @ParameterizedTest
  @MethodSource("nets")
  void ekFacIsTheDiagonalOfTheMeanInTheBasisOfTheMeanFactors(Nets.Net net) {
    List<double[]> thetas = thetas(net);
    ParameterLayout layout = net.mlp().layout();
    DMatrixRMaj expected = new DMatrixRMaj(net.parameters(), net.parameters());
    for (int l = 0; l < layout.layers(); l++) {
      DMatrixRMaj s = new DMatrixRMaj(layout.rows(l), layout.rows(l));
      DMatrixRMaj a = new DMatrixRMaj(layout.columns(l), layout.columns(l));
      DMatrixRMaj block = new DMatrixRMaj(layout.size(l), layout.size(l));
      for (double[] theta : thetas) {
        Nets.Net at = new Nets.Net(net.mlp(), theta, net.data());
        NaiveFactors factors = new NaiveFactors(at, LayerBlock.layers(net.mlp().layout()).get(l));
        CommonOps_DDRM.addEquals(s, 0.5, factors.outputFactor());
        CommonOps_DDRM.addEquals(a, 0.5, factors.inputFactor());
        try (GaussNewton g = GaussNewton.of(at.derivatives())) {
          int from = layout.offset(l);
          int to = layout.offset(l + 1);
          CommonOps_DDRM.addEquals(
              block, 0.5, CommonOps_DDRM.extract(Ejml.of(g.toDense()), from, to, from, to));
        }
      }
      DMatrixRMaj q =
          CommonOps_DDRM.kron(Ejml.spectrum(s).vectors(), Ejml.spectrum(a).vectors(), null);
      DMatrixRMaj rotated = Ejml.product(Ejml.product(q, block), Ejml.transpose(q));
      double[] diagonal = new double[layout.size(l)];
      Arrays.setAll(diagonal, k -> rotated.get(k, k));
      CommonOps_DDRM.insert(
          new Ejml.Spectrum(diagonal, q).compose(diagonal),
          expected,
          layout.offset(l),
          layout.offset(l));
    }
    try (AveragedEkFac averaged = AveragedEkFac.of(net.mlp(), thetas, net.data())) {
      assertFunctions(averaged, expected);
    }
  }

  private static List<double[]> thetas(Nets.Net net) {
    return List.of(net.theta(), Nets.normal(net.parameters(), 0.8, 71));
  }

  private static void assertFunctions(Diagonalised matrix, DMatrixRMaj dense) {
    Ejml.Spectrum spectrum = Ejml.spectrum(dense);
    DMatrixRMaj vectors = Ejml.random(3, dense.numRows, 9);
    for (DoubleUnaryOperator f : FUNCTIONS) {
      DMatrixRMaj function = spectrum.compose(Arrays.stream(spectrum.values()).map(f).toArray());
      try (DenseMatrix v = Ejml.toDense(vectors);
          DenseMatrix result = matrix.apply(f, v)) {
        assertThat(Ejml.relativeError(result, Ejml.product(vectors, function)))
            .isLessThan(Tolerances.ORACLE);
      }
    }
  }
}
