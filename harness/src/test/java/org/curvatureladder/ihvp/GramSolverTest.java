package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GramSolverTest {

  /** More rows than parameters, and fewer. */
  static Stream<Nets.Net> nets() {
    return Stream.of(
        IterativeSolverContract.NET,
        Nets.net(List.of(5), Activation.RELU, Loss.SQUARED_ERROR, 5),
        Nets.net(List.of(4), Activation.TANH, Loss.CROSS_ENTROPY, 3));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isTheDenseSolve(Nets.Net net) {
    try (Problem problem = new Problem(net, 0.01, 3);
        GramSolver solver = new GramSolver(net.mlp(), net.theta(), net.data(), 0.01);
        DenseMatrix rows = Ejml.toDense(problem.vectors);
        DenseMatrix solution = solver.solve(rows)) {
      assertThat(Ejml.relativeError(solution, problem.solution())).isLessThan(Tolerances.SOLVE);
      assertThat(rows.toArray()).as("left alone").containsExactly(problem.vectors.data);
      assertThat(solver.name()).isEqualTo("GGN");
      assertThat(solver.damping()).isEqualTo(0.01);
    }
  }

  @Test
  void aNegativeDampingIsRefused() {
    Nets.Net net = IterativeSolverContract.NET;
    assertThatThrownBy(() -> new GramSolver(net.mlp(), net.theta(), net.data(), -1))
        .isInstanceOf(InvalidInputException.class);
  }
}
