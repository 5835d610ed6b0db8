package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectSolverTest {
  private static final Nets.Net NET =
      Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11);

  static Stream<Rung> positiveRungs() {
    return Ladder.standard().rungs().stream().filter(rung -> !rung.label().endsWith("H"));
  }

  /** Invariant 11, below the indefinite Hessian. */
  @ParameterizedTest
  @MethodSource("positiveRungs")
  void solvesTheDampedSystem(Rung rung) {
    try (LadderPoint point = NET.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DirectSolver solver = new DirectSolver(curvature, Damping.absolute(0.02));
      DMatrixRMaj v = Ejml.random(5, NET.parameters(), 1);
      DMatrixRMaj expected = Ejml.solveRows(Ejml.plusDiagonal(Ejml.of(dense), 0.02), v);
      assertThat(Ejml.relativeError(solver.solve(Ejml.toDense(v)), expected))
          .isLessThan(Tolerances.SOLVE);
      assertThat(solver.name()).isEqualTo(rung.label());
      assertThat(solver.damping()).isEqualTo(0.02);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void dampingIsAFiniteNumberAboveZero(double value) {
    assertThatThrownBy(() -> Damping.absolute(value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(Double.toString(value));
  }

  @Test
  void singularMatrixWithoutDampingIsAnError() {
    Nets.Net few = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 2);
    try (LadderPoint point = few.point();
        Curvature ggn = Ladder.GAUSS_NEWTON.at(point)) {
      DMatrixRMaj v = Ejml.random(1, few.parameters(), 1);
      DirectSolver solver = new DirectSolver(ggn, Damping.absolute(0));
      assertThatThrownBy(() -> solver.solve(Ejml.toDense(v)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("GGN")
          .hasMessageContaining("not positive definite");
    }
  }
}
