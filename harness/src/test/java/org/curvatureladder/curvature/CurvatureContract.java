package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rung promises, against its own dense form in EJML. */
abstract class CurvatureContract {
  private final Rung rung;

  CurvatureContract(Rung rung) {
    this.rung = rung;
  }

  static Stream<Nets.Net> nets() {
    return Nets.switched();
  }

  Ladder ladder() {
    return Ladder.standard();
  }

  /** What a damped solve makes of the rows v. */
  DMatrixRMaj solved(DMatrixRMaj dense, double damping, DMatrixRMaj v, Nets.Net net) {
    return Ejml.solveRows(Ejml.plusDiagonal(dense, damping), v);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void productIsTheDenseProduct(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj v = Ejml.random(3, net.parameters(), 1);
      DMatrixRMaj expected = Ejml.product(v, Ejml.of(dense));
      assertThat(Ejml.relativeError(curvature.multiply(Ejml.toDense(v)), expected))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void denseFormIsSymmetricAndBlockDiagonal(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj matrix = Ejml.of(dense);
      assertThat(matrix.data).containsExactly(Ejml.transpose(matrix).data);
      assertThat(curvature.dimension()).isEqualTo(net.parameters()).isEqualTo(dense.dimension());
      int[] offsets = curvature.blockOffsets();
      for (int b = 0; b < curvature.blockCount(); b++) {
        int from = offsets[b];
        int to = offsets[b + 1];
        try (SymmetricMatrix block = curvature.block(b)) {
          assertThat(block.values().toArray())
              .containsExactly(CommonOps_DDRM.extract(matrix, from, to, from, to).data);
        }
        if (to < net.parameters()) {
          DMatrixRMaj outside = CommonOps_DDRM.extract(matrix, from, to, to, net.parameters());
          assertThat(CommonOps_DDRM.elementMaxAbs(outside)).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void solveIsTheDenseSolve(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj matrix = Ejml.of(dense);
      DMatrixRMaj v = Ejml.random(3, net.parameters(), 2);
      DenseMatrix rows = Ejml.toDense(v);
      Invariants.dampingIsAddedOnce(curvature, rows, damping -> solved(matrix, damping, v, net));
      assertThat(rows.toArray()).as("right-hand sides are left alone").containsExactly(v.data);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void strongDampingLeavesTheScaledVector(Nets.Net net) {
    if (net.options().negativeEigenvalues() == NegativeEigenvalues.DROP) {
      return; // Dropped directions are gone whatever the damping.
    }
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point)) {
      double[] v = Nets.normal(net.parameters(), 1, 3);
      DenseMatrix solved = curvature.solve(1e12, DenseMatrix.of(1, v.length, v));
      double[] scaled = Arrays.stream(v).map(x -> x / 1e12).toArray();
      assertThat(Ejml.relativeError(solved.toArray(), scaled)).isLessThan(Tolerances.ORACLE);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void eigenvaluesAreThoseOfTheDenseForm(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      double[] expected = Ejml.spectrum(Ejml.of(dense)).values();
      assertThat(Ejml.relativeError(curvature.eigenvalues(), expected))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  /** Everything is of the mean loss: the same data twice is the same curvature. */
  @ParameterizedTest
  @MethodSource("nets")
  void repeatedDataChangeNothing(Nets.Net net) {
    if (net.options().fisher() instanceof Fisher.MonteCarlo) {
      return; // Draws afresh for every example.
    }
    Invariants.everythingIsOfTheMeanLoss(net, rung::at);
  }

  @Test
  void manyVectorsAreSolvedAsOneByOne() {
    Nets.Net net = Nets.all().skip(9).findFirst().orElseThrow();
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point)) {
      DMatrixRMaj v = Ejml.random(7, net.parameters(), 4);
      double[] together = curvature.solve(0.01, Ejml.toDense(v)).toArray();
      for (int k = 0; k < 7; k++) {
        double[] one = Arrays.copyOfRange(v.data, k * v.numCols, (k + 1) * v.numCols);
        double[] alone = curvature.solve(0.01, DenseMatrix.of(1, v.numCols, one)).toArray();
        assertThat(
                Ejml.relativeError(
                    alone, Arrays.copyOfRange(together, k * v.numCols, (k + 1) * v.numCols)))
            .isLessThan(Tolerances.SOLVE);
      }
    }
  }

  @Test
  void anExplicitCopyIsTheSameMatrixAndReleasedFactorsComeBack() {
    for (Nets.Net net : Nets.all().toList()) {
      try (LadderPoint point = net.point();
          Curvature curvature = rung.at(point);
          Curvature copy = ExplicitCopy.of(rung.at(point));
          DenseMatrix v = Ejml.toDense(Ejml.random(3, net.parameters(), 4))) {
        assertThat(copy.name()).isEqualTo(curvature.name());
        assertThat(copy.multiply(v).toArray())
            .containsExactly(curvature.multiply(v).toArray(), within(1e-12));
        double[] before = curvature.solve(0.01, v).toArray();
        curvature.releaseFactors();
        assertThat(curvature.solve(0.01, v).toArray()).isEqualTo(before);
      }
    }
  }

  @Test
  void aDampedMatrixThatIsNotPositiveIsAnErrorThatNamesTheRung() {
    Nets.Net net = Nets.all().findFirst().orElseThrow();
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        DenseMatrix v = DenseMatrix.zeros(1, net.parameters())) {
      assertThatThrownBy(() -> curvature.solve(-1e6, v))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining(rung.label());
    }
  }

  @Test
  void ladderFindsTheRungByName() {
    assertThat(ladder().rung(rung.label())).isEqualTo(rung);
    try (LadderPoint point = Nets.all().findFirst().orElseThrow().point();
        Curvature curvature = rung.at(point)) {
      assertThat(curvature.name()).isEqualTo(rung.label());
    }
  }
}
