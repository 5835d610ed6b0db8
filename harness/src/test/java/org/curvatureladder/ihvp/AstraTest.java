package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class AstraTest extends IterativeSolverContract {
  private static final IterationSettings ONE_STEP =
      new IterationSettings(1, 1, 0, 0, IterationSettings.Start.ZERO, Batches.full());

  @Override
  IhvpSolver converging(Problem problem) {
    double largest = astra(problem, ONE_STEP).stabilityLimit().largestEigenvalue();
    return astra(problem, settings(700, 1 / largest, 0.9));
  }

  /** Invariant 12, first part. */
  @Test
  void oneStepFromZeroIsTheEkFacIhvp() {
    try (Problem problem = new Problem(NET, 0.01, 3);
        DenseMatrix rows = Ejml.toDense(problem.vectors);
        DenseMatrix expected = problem.ekfac.solve(0.01, rows);
        DenseMatrix step = astra(problem, ONE_STEP).solve(rows)) {
      assertThat(Ejml.relativeError(step, Ejml.of(expected))).isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void startIsThePreconditionedVector() {
    try (Problem problem = new Problem(NET, 0.1, 2)) {
      List<DMatrixRMaj> iterates = iterates(problem, settings(1, 1e-3, 0));
      DMatrixRMaj expected = Ejml.solveRows(problem.preconditioner(), problem.vectors);
      assertThat(Ejml.relativeError(iterates.get(0).data, expected.data))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  /** Invariant 12, second part. */
  @Test
  void belowTheLimitTheErrorFallsInEnergyNorm() {
    try (Problem problem = new Problem(NET, 0.01, 3)) {
      double largest = problem.largestEigenvalue(problem.preconditioner());
      DMatrixRMaj damped = problem.damped();
      DMatrixRMaj exact = problem.solution();
      List<DMatrixRMaj> iterates = iterates(problem, settings(30, 1.9 / largest, 0));
      assertThat(iterates).hasSize(31);
      for (int r = 0; r < 3; r++) {
        for (int k = 0; k < 30; k++) {
          assertThat(problem.energy(iterates.get(k + 1), exact, damped, r))
              .isLessThan(problem.energy(iterates.get(k), exact, damped, r));
        }
      }
    }
  }

  /** Invariant 11: with and without momentum, at once and not after overflow. */
  @Test
  void aboveTheLimitIsAnErrorThatTellsTheLimit() {
    try (Problem problem = new Problem(NET, 0.01, 2)) {
      double largest = problem.largestEigenvalue(problem.preconditioner());
      for (double momentum : new double[] {0, 0.9}) {
        double limit = 2 * (1 + momentum) / largest;
        assertThatThrownBy(
                () ->
                    astra(problem, settings(40, 1.05 * limit, momentum))
                        .solve(Ejml.toDense(problem.vectors)))
            .isInstanceOf(ArithmeticException.class)
            .hasMessageContaining("ASTRA")
            .hasMessageContaining("above the stability limit")
            .hasMessageContaining("lambda_max")
            .hasMessageContaining("(EK-FAC + 0.01 I)^-1 (GGN + 0.01 I)");
      }
    }
  }

  /** A schedule that ends below the limit is tried, and its runaway is caught on the way. */
  @Test
  void runawayUnderAFallingStepIsAnErrorToo() {
    try (Problem problem = new Problem(NET, 0.01, 2)) {
      double limit = 2 / problem.largestEigenvalue(problem.preconditioner());
      IterationSettings settings =
          new IterationSettings(
              100, 16 * limit, 15, 0, IterationSettings.Start.PRECONDITIONED, Batches.full());
      assertThatThrownBy(() -> astra(problem, settings).solve(Ejml.toDense(problem.vectors)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("diverged at iteration");
    }
  }

  @Test
  void stabilityLimitIsThatOfTheDenseMatrices() {
    try (Problem problem = new Problem(NET, 0.01, 1)) {
      double exact = problem.largestEigenvalue(problem.preconditioner());
      StabilityLimit limit = astra(problem, ONE_STEP).stabilityLimit();
      assertThat(limit.largestEigenvalue())
          .isCloseTo(exact, within(0.02 * exact))
          .isLessThanOrEqualTo(exact * (1 + Tolerances.ORACLE));
      assertThat(limit.step(0.9)).isEqualTo(2 * 1.9 / limit.largestEigenvalue());
    }
  }

  @Test
  void momentumHalvingAndBatchesAreThoseOfANaiveLoop() {
    try (Problem problem = new Problem(NET, 0.05, 3)) {
      for (Batches batches : List.of(Batches.full(), Batches.sampled(4, 3))) {
        IterationSettings settings =
            new IterationSettings(12, 0.3, 5, 0.7, IterationSettings.Start.PRECONDITIONED, batches);
        DMatrixRMaj expected = problem.naive(problem.preconditioner(), settings, 0);
        try (DenseMatrix actual = astra(problem, settings).solve(Ejml.toDense(problem.vectors))) {
          assertThat(Ejml.relativeError(actual, expected)).isLessThan(Tolerances.SOLVE);
        }
      }
    }
  }

  @Test
  void sampledRunsAreAFunctionOfTheSeed() {
    try (Problem problem = new Problem(NET, 0.05, 2)) {
      assertThat(sampled(problem, 1)).containsExactly(sampled(problem, 1));
      assertThat(sampled(problem, 1)).isNotEqualTo(sampled(problem, 2));
    }
  }

  /** Rounding of the batch products does not pile up: it stays at the size of one rounding. */
  @Test
  void batchesInFloat32ChangeTheResultByTheirRounding() {
    try (Problem problem = new Problem(NET, 0.05, 3);
        MatrixFreeCurvature rounded = problem.rounded()) {
      IterationSettings settings =
          new IterationSettings(
              100, 0.1, 25, 0.9, IterationSettings.Start.PRECONDITIONED, Batches.sampled(6, 5));
      DenseMatrix rows = Ejml.toDense(problem.vectors);
      double[] exact = astra(problem, settings).solve(rows).toArray();
      double[] approximate =
          new Astra(rounded, 0.05, problem.ekfac, settings).solve(rows).toArray();
      assertThat(approximate).isNotEqualTo(exact);
      assertThat(Ejml.relativeError(approximate, exact)).isLessThan(20 * Math.ulp(1f));
    }
  }

  @Test
  void paperSettings() {
    IterationSettings paper = IterationSettings.paper(0.0052, 1);
    assertThat(paper.iterations()).isEqualTo(200);
    assertThat(paper.momentum()).isEqualTo(0.9);
    assertThat(paper.batches().size()).hasValue(256);
    assertThat(paper.step(0)).isEqualTo(0.1 * 0.0052);
    assertThat(paper.step(49)).isEqualTo(paper.step(0));
    assertThat(paper.step(50)).isEqualTo(paper.step(0) / 2);
    assertThat(paper.step(199)).isEqualTo(paper.step(0) / 8);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    try (Problem problem = new Problem(NET, 0.05, 2)) {
      assertThatThrownBy(
              () ->
                  new Astra(
                      problem.ggn, 0.1, problem.ekfac, -1, ONE_STEP, IterationListener.none()))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> settings(0, 1, 0)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> settings(1, 0, 0)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> settings(1, 1, 1)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> Batches.sampled(0, 1)).isInstanceOf(InvalidInputException.class);
    }
  }

  private static double[] sampled(Problem problem, long seed) {
    IterationSettings settings =
        new IterationSettings(
            5, 0.1, 0, 0.5, IterationSettings.Start.PRECONDITIONED, Batches.sampled(4, seed));
    return astra(problem, settings).solve(Ejml.toDense(problem.vectors)).toArray();
  }

  private static List<DMatrixRMaj> iterates(Problem problem, IterationSettings settings) {
    List<DMatrixRMaj> iterates = new ArrayList<>();
    new Astra(
            problem.ggn,
            problem.lambda,
            problem.ekfac,
            problem.lambda,
            settings,
            iterate -> iterates.add(Ejml.of(iterate.parameters())))
        .solve(Ejml.toDense(problem.vectors));
    return iterates;
  }

  private static IterationSettings settings(int iterations, double step, double momentum) {
    return new IterationSettings(
        iterations, step, 0, momentum, IterationSettings.Start.PRECONDITIONED, Batches.full());
  }

  private static Astra astra(Problem problem, IterationSettings settings) {
    return new Astra(problem.ggn, problem.lambda, problem.ekfac, settings);
  }
}
