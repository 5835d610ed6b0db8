package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.curvature.MatrixFreeHessian;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.junit.jupiter.api.Test;

class ConjugateGradientTest extends IterativeSolverContract {

  /** Invariant 11: at most P iterations. */
  @Override
  IhvpSolver converging(Problem problem) {
    return ConjugateGradient.plain(problem.ggn, problem.lambda, problem.net.parameters(), 1e-13);
  }

  @Test
  void preconditionedEndsWithinParameterCountSteps() {
    for (double lambda : new double[] {1, 0.1}) {
      try (Problem problem = new Problem(NET, lambda, 3)) {
        ConjugateGradient solver =
            ConjugateGradient.preconditioned(
                problem.ggn, lambda, problem.ekfac, NET.parameters(), 1e-13);
        assertThat(solver.name()).isEqualTo("PCG");
        try (DenseMatrix solution = solver.solve(Ejml.toDense(problem.vectors))) {
          assertThat(Ejml.relativeError(solution, problem.solution())).isLessThan(Tolerances.SOLVE);
        }
      }
    }
  }

  /** Scaling the right-hand sides by 1 and 1e6 must not let one decide when the other stops. */
  @Test
  void everyRightHandSideStopsOnItsOwn() {
    try (Problem problem = new Problem(NET, 0.01, 3)) {
      for (int i = 0; i < NET.parameters(); i++) {
        problem.vectors.set(1, i, 1e6 * problem.vectors.get(1, i));
        problem.vectors.set(2, i, 0);
      }
      History history = new History(1);
      ConjugateGradient solver =
          ConjugateGradient.plain(problem.ggn, 0.01, NET.parameters(), 1e-6).watchedBy(history);
      assertThat(solver.name()).isEqualTo("CG");
      try (DenseMatrix solution = solver.solve(Ejml.toDense(problem.vectors))) {
        List<IterationRecord> records = history.records();
        assertThat(records).hasSizeLessThan(NET.parameters());
        double[] before = records.get(records.size() - 2).residuals();
        double[] start = records.get(0).residuals();
        double[] end = records.get(records.size() - 1).residuals();
        assertThat(end[0]).isLessThanOrEqualTo(1.01e-6 * start[0]);
        assertThat(end[1]).isLessThanOrEqualTo(1.01e-6 * start[1]);
        assertThat(Math.max(before[0] / start[0], before[1] / start[1])).isGreaterThan(1e-6);
        assertThat(solution.view(2, 0, 1, NET.parameters()).squaredNorm()).isZero();
      }
    }
  }

  @Test
  void objectiveFallsWithEveryIteration() {
    try (Problem problem = new Problem(NET, 0.01, 2)) {
      History history = new History(1);
      ConjugateGradient.preconditioned(problem.ggn, 0.01, problem.ekfac, 10, 0)
          .watchedBy(history)
          .solve(Ejml.toDense(problem.vectors));
      assertThat(history.records()).hasSize(11);
      for (int k = 0; k < 10; k++) {
        for (int r = 0; r < 2; r++) {
          assertThat(history.records().get(k + 1).objectives()[r])
              .isLessThan(history.records().get(k).objectives()[r]);
        }
      }
    }
  }

  /** Gradients of points that a network is certain of are that small; their squares underflow. */
  @Test
  void tinyRightHandSidesAndManyIterationsDoNotUnderflow() {
    try (Problem problem = new Problem(NET, 1e-3, 2);
        DenseMatrix vectors = Ejml.toDense(problem.vectors);
        DenseMatrix tiny = Ejml.toDense(problem.vectors)) {
      int tenTimes = 10 * NET.parameters();
      tiny.scale(0x1p-530);
      try (DenseMatrix expected =
              ConjugateGradient.plain(problem.ggn, 1e-3, tenTimes, 0).solve(vectors);
          DenseMatrix solution =
              ConjugateGradient.plain(problem.ggn, 1e-3, tenTimes, 0).solve(tiny)) {
        solution.scale(0x1p530);
        assertThat(solution.toArray()).containsExactly(expected.toArray());
      }
    }
  }

  @Test
  void anIndefiniteMatrixIsAnError() {
    try (Problem problem = new Problem(NET, 1e-3, 2);
        Linearisation linearisation = new Linearisation(NET.mlp(), NET.theta(), NET.data());
        MatrixFreeCurvature hessian = new MatrixFreeHessian(linearisation)) {
      assertThatThrownBy(
              () ->
                  ConjugateGradient.plain(hessian, 1e-3, NET.parameters(), 0)
                      .solve(Ejml.toDense(problem.vectors)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("CG")
          .hasMessageContaining("not positive definite");
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    try (Problem problem = new Problem(NET, 1e-3, 1)) {
      assertThatThrownBy(() -> ConjugateGradient.plain(problem.ggn, 1, 0, 0))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> ConjugateGradient.plain(problem.ggn, 1, 1, -1))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> ConjugateGradient.plain(problem.ggn, -1, 1, 0))
          .isInstanceOf(InvalidInputException.class);
    }
  }
}
