package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold BETWEEN the rungs. */
class LadderTest {

  static Stream<Nets.Net> nets() {
    return Nets.all();
  }

  @Test
  void rungsFromTheTopDown() {
    assertThat(Ladder.ofThePaper().labels())
        .containsExactly("H", "GGN", "Block-GGN", "EK-FAC", "K-FAC");
    assertThat(Ladder.standard().labels())
        .containsExactly(
            "H",
            "Block-H",
            "GGN",
            "Block-GGN",
            "BK-FAC",
            "EK-FAC",
            "KFOC",
            "K-FAC",
            "Diagonal-GGN",
            "Identity");
    assertThat(Ladder.named("k-fac")).isSameAs(Ladder.K_FAC);
    assertThatThrownBy(() -> Ladder.named("KFAC"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "unknown rung 'KFAC': the ladder has H, Block-H, GGN, Block-GGN, BK-FAC, EK-FAC, KFOC,"
                + " K-FAC, Diagonal-GGN, Identity; did you mean 'KFOC'?");
    Rung again = new Rung("ggn", Identity::of);
    assertThatThrownBy(() -> Ladder.ofThePaper().with(again))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the ladder already has a rung 'ggn'; expected another name");
  }

  /** Invariant 6: with one datum the three structured rungs are the same matrix. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void oneDatumMakesTheStructuredRungsEqual(Activation activation) {
    assertStructuredRungsEqual(Nets.net(List.of(5, 4), activation, Loss.CROSS_ENTROPY, 1));
  }

  /** Invariant 6: squared error's output curvature is the same at every example. */
  @Test
  void deepLinearNetWithSquaredErrorMakesTheStructuredRungsEqual() {
    assertStructuredRungsEqual(Nets.linearChain(Loss.SQUARED_ERROR, 11));
  }

  /** Invariant 6: but softmax's is not, however linear the network. */
  @Test
  void linearSoftmaxDoesNotMakeThemEqual() {
    Nets.Net net = Nets.net(List.of(), Activation.RELU, Loss.CROSS_ENTROPY, 20);
    try (LadderPoint point = net.point()) {
      assertThat(error(point, Ladder.BLOCK_GAUSS_NEWTON, Ladder.EK_FAC)).isGreaterThan(0.05);
      assertThat(error(point, Ladder.EK_FAC, Ladder.K_FAC)).isGreaterThan(0.05);
    }
  }

  /** Invariant 7: EK-FAC's eigenvalues are diag(Q G Q'), and so it keeps the trace. */
  @ParameterizedTest
  @MethodSource("nets")
  void ekfacIsTheDiagonalOfTheBlockInItsBasis(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature ekfac = Ladder.EK_FAC.at(point);
        Curvature blocks = Ladder.BLOCK_GAUSS_NEWTON.at(point)) {
      double[] expected = new double[net.parameters()];
      for (int l = 0; l < blocks.blockCount(); l++) {
        DMatrixRMaj q = basis(point.bases()[l]);
        try (SymmetricMatrix g = blocks.block(l);
            SymmetricMatrix e = ekfac.block(l)) {
          assertThat(e.trace()).isCloseTo(g.trace(), within(Tolerances.ORACLE * g.trace()));
          DMatrixRMaj rotated = Ejml.product(Ejml.product(q, Ejml.of(g)), Ejml.transpose(q));
          for (int k = 0; k < q.numRows; k++) {
            expected[blocks.blockOffsets()[l] + k] = rotated.get(k, k);
          }
        }
      }
      Arrays.sort(expected);
      assertThat(Ejml.relativeError(ekfac.eigenvalues(), expected)).isLessThan(Tolerances.ORACLE);
    }
  }

  /** The transformed K-FAC factors come out diagonal, EK-FAC in the K-FAC basis too. */
  @ParameterizedTest
  @MethodSource("nets")
  void structuredRungsAreDiagonalInTheSharedBasis(Nets.Net net) {
    try (LadderPoint point = net.point()) {
      for (Rung rung : List.of(Ladder.EK_FAC, Ladder.K_FAC)) {
        try (Curvature curvature = rung.at(point)) {
          for (int l = 0; l < curvature.blockCount(); l++) {
            DMatrixRMaj q = basis(point.bases()[l]);
            DMatrixRMaj rotated =
                Ejml.product(Ejml.product(q, Ejml.of(curvature.block(l))), Ejml.transpose(q));
            DMatrixRMaj diagonal = rotated.copy();
            for (int i = 0; i < q.numRows; i++) {
              for (int j = 0; j < q.numRows; j++) {
                diagonal.set(i, j, i == j ? rotated.get(i, i) : 0);
              }
            }
            assertThat(Ejml.relativeError(rotated.data, diagonal.data))
                .isLessThan(Tolerances.ORACLE);
          }
        }
      }
    }
  }

  /** Invariant 8: ||B - K||^2 = ||B - E||^2 + ||E - K||^2. */
  @ParameterizedTest
  @MethodSource("nets")
  void pythagoras(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature e = Ladder.EK_FAC.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      Invariants.pythagoras(b, e, k);
    }
  }

  /** Invariant 9: the two differ in eigenvalues only. */
  @ParameterizedTest
  @MethodSource("nets")
  void ekfacWithProductsOfEigenvaluesIsKfac(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature kfac = Ladder.K_FAC.at(point)) {
      for (int l = 0; l < kfac.blockCount(); l++) {
        KroneckerBasis basis = point.bases()[l];
        DMatrixRMaj products = new DMatrixRMaj(1, 1);
        CommonOps_DDRM.kron(
            column(basis.left().values()), column(basis.right().values()), products);
        try (SymmetricMatrix outer = basis.toDense(products.data);
            SymmetricMatrix expected = kfac.block(l)) {
          assertThat(Ejml.relativeError(outer, Ejml.of(expected))).isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }

  /** Matrix errors against the dense definition. */
  @ParameterizedTest
  @MethodSource("nets")
  void approximationErrorsAreThoseOfTheDenseMatrices(Nets.Net net) {
    try (LadderPoint point = net.point()) {
      List<Curvature> ladder =
          Ladder.ofThePaper().rungs().stream().map(rung -> rung.at(point)).toList();
      List<ApproximationError.Step> steps = ApproximationError.steps(ladder);
      double top = NormOps_DDRM.normF(dense(ladder.get(0)));
      assertThat(steps).hasSize(4);
      for (int k = 0; k < 4; k++) {
        DMatrixRMaj difference = dense(ladder.get(k));
        CommonOps_DDRM.subtractEquals(difference, dense(ladder.get(k + 1)));
        double expected = NormOps_DDRM.normF(difference);
        double tolerance = Tolerances.ORACLE * top;
        assertThat(steps.get(k).from()).isEqualTo(ladder.get(k).name());
        assertThat(steps.get(k).error()).isCloseTo(expected, within(tolerance));
        assertThat(steps.get(k).relative()).isCloseTo(expected / top, within(Tolerances.ORACLE));
        assertThat(ApproximationError.distance(ladder.get(k + 1), ladder.get(k)))
            .isCloseTo(expected, within(tolerance));
        assertThat(ApproximationError.relative(ladder.get(k), ladder.get(k + 1)))
            .isCloseTo(
                expected / ApproximationError.norm(ladder.get(k)), within(Tolerances.ORACLE));
      }
      ladder.forEach(Curvature::close);
    }
  }

  @Test
  void matricesOfDifferentSizeHaveNoDistance() {
    try (LadderPoint one = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 3).point();
        LadderPoint two = Nets.net(List.of(4), Activation.TANH, Loss.CROSS_ENTROPY, 3).point();
        Curvature a = Ladder.K_FAC.at(one);
        Curvature b = Ladder.K_FAC.at(two)) {
      assertThatThrownBy(() -> ApproximationError.distance(a, b)).hasMessageContaining("K-FAC");
    }
  }

  /** Fine partitions of the data leave the second moments' mean unchanged. */
  @Test
  void factorsAreMeansOverAnyPartition() {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    LayerBlock first = LayerBlock.layers(net.mlp().layout()).get(0);
    DMatrixRMaj s = new DMatrixRMaj(5, 5);
    DMatrixRMaj a = new DMatrixRMaj(5, 5);
    for (int[] part : new int[][] {{3}, {0, 7, 2, 9}, {1, 4, 5, 6, 8, 10}}) {
      LayerDerivatives some = net.on(net.data().subset(part)).derivatives();
      CommonOps_DDRM.addEquals(s, part.length / 11.0, Ejml.of(some.outputSecondMoment(0)));
      CommonOps_DDRM.addEquals(a, part.length / 11.0, Ejml.of(some.inputSecondMoment(first)));
    }
    LayerDerivatives all = net.derivatives();
    assertThat(Ejml.relativeError(all.outputSecondMoment(0), s)).isLessThan(Tolerances.ORACLE);
    assertThat(Ejml.relativeError(all.inputSecondMoment(first), a)).isLessThan(Tolerances.ORACLE);
  }

  private static void assertStructuredRungsEqual(Nets.Net net) {
    try (LadderPoint point = net.point()) {
      assertThat(error(point, Ladder.BLOCK_GAUSS_NEWTON, Ladder.EK_FAC))
          .isLessThan(Tolerances.ORACLE);
      assertThat(error(point, Ladder.BLOCK_GAUSS_NEWTON, Ladder.K_FAC))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  private static double error(LadderPoint point, Rung reference, Rung approximation) {
    try (Curvature a = reference.at(point);
        Curvature b = approximation.at(point)) {
      return ApproximationError.relative(a, b);
    }
  }

  private static DMatrixRMaj basis(KroneckerBasis basis) {
    return CommonOps_DDRM.kron(
        Ejml.of(basis.left().vectors()), Ejml.of(basis.right().vectors()), null);
  }

  private static DMatrixRMaj dense(Curvature curvature) {
    try (SymmetricMatrix dense = curvature.toDense()) {
      return Ejml.of(dense);
    }
  }

  private static DMatrixRMaj column(double[] values) {
    try (DenseMatrix column = DenseMatrix.of(values.length, 1, values)) {
      return Ejml.of(column);
    }
  }
}
