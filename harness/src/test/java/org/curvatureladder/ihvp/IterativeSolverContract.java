package org.curvatureladder.ihvp;

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
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariant 11 for every iterative solver. */
abstract class IterativeSolverContract {
  static final Nets.Net NET = Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11);

  static Stream<Nets.Net> nets() {
    return Stream.of(
        NET,
        Nets.net(List.of(), Activation.TANH, Loss.CROSS_ENTROPY, 11),
        Nets.net(List.of(5), Activation.RELU, Loss.SQUARED_ERROR, 11));
  }

  /** The solver, set to converge on full batches. */
  abstract IhvpSolver converging(Problem problem);

  @ParameterizedTest
  @MethodSource("nets")
  void tendsToTheDenseSolution(Nets.Net net) {
    try (Problem problem = new Problem(net, 0.1, 3)) {
      IhvpSolver solver = converging(problem);
      assertThat(solver.damping()).isEqualTo(0.1);
      DenseMatrix rows = Ejml.toDense(problem.vectors);
      try (DenseMatrix solution = solver.solve(rows)) {
        assertThat(Ejml.relativeError(solution, problem.solution())).isLessThan(Tolerances.SOLVE);
      }
      assertThat(rows.toArray()).as("left alone").containsExactly(problem.vectors.data);
    }
  }

  @Test
  void strongDampingLeavesTheScaledVector() {
    try (Problem problem = new Problem(NET, 1e12, 2)) {
      double[] scaled = Arrays.stream(problem.vectors.data).map(x -> x / 1e12).toArray();
      try (DenseMatrix solution = converging(problem).solve(Ejml.toDense(problem.vectors))) {
        assertThat(Ejml.relativeError(solution.toArray(), scaled)).isLessThan(Tolerances.ORACLE);
      }
    }
  }

  /** More vectors than one group of the iteration holds. */
  @Test
  void manyVectorsAreSolvedAsOneByOne() {
    try (Problem problem = new Problem(NET, 0.1, 19)) {
      IhvpSolver solver = converging(problem);
      DenseMatrix rows = Ejml.toDense(problem.vectors);
      double[] together = solver.solve(rows).toArray();
      int size = NET.parameters();
      for (int k = 0; k < 19; k += 9) {
        double[] alone = solver.solve(rows.view(k, 0, 1, size)).toArray();
        double[] expected = Arrays.copyOfRange(together, k * size, (k + 1) * size);
        assertThat(Ejml.relativeError(alone, expected)).isLessThan(Tolerances.EXACT);
      }
    }
  }

  @Test
  void aVectorThatIsNotFiniteIsAnError() {
    try (Problem problem = new Problem(NET, 0.1, 2)) {
      DMatrixRMaj broken = problem.vectors.copy();
      broken.set(1, 5, Double.NaN);
      assertThatThrownBy(() -> converging(problem).solve(Ejml.toDense(broken)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("right-hand side 1");
    }
  }
}
