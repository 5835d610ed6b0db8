package org.curvatureladder.experiments;

import java.util.List;
import java.util.Optional;
import org.curvatureladder.attribution.AttributionProblem;
import org.curvatureladder.attribution.GroupInfluence;
import org.curvatureladder.curvature.AveragedEkFac;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.LayerDerivatives;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.ihvp.Astra;
import org.curvatureladder.ihvp.ConjugateGradient;
import org.curvatureladder.ihvp.DampedObjective;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.ihvp.GramSolver;
import org.curvatureladder.ihvp.IhvpSolver;
import org.curvatureladder.ihvp.IterationListener;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.ihvp.NeumannSeries;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.training.Precision;

/**
 * The systems (G + lambda I) x_q = grad f_q of one trained model, the solvers on them, their exact
 * solution, and what tells how far a solver came: the objective and the predictions for masks.
 */
final class QuerySystem implements AutoCloseable {
  /** The largest P whose P x P matrix is factored for the exact solution. */
  private static final int MOST_PARAMETERS = 10_000;

  /** Doubles in the rows F of {@link GramSolver}: 3.2 GB. */
  private static final long MOST_ROW_DOUBLES = 400_000_000L;

  private static final int LONG_RUN = 500;
  private static final double CONVERGED = 1e-8;

  private final AttributionProblem problem;
  private final double[] theta;
  private final double lambda;
  private final AveragedEkFac ekFac;
  private final double ekFacSeconds;
  private final Linearisation linearisation;
  private final MatrixFreeGaussNewton ggn;
  private final DenseMatrix rightSides;
  private final DampedObjective objective;
  private final GroupInfluence groups;
  private final DenseMatrix exact;
  private final double exactSeconds;
  private final double optimum;

  /**
   * Builds EK-FAC and solves exactly.
   *
   * @param removed for each mask the training points it does not keep
   * @param precision of products with a batch
   */
  QuerySystem(AttributedModel model, int[][] removed, Precision precision) {
    this.problem = model.problem();
    this.theta = model.theta();
    this.lambda = model.damping();
    long start = System.nanoTime();
    this.ekFac = AveragedEkFac.of(problem.network(), List.of(theta), problem.train());
    this.ekFacSeconds = secondsSince(start);
    this.linearisation = new Linearisation(problem.network(), theta, problem.train());
    this.ggn = new MatrixFreeGaussNewton(linearisation, precision);
    this.rightSides = problem.queryGradients(theta);
    this.objective = new DampedObjective(ggn, lambda, rightSides);
    this.groups = new GroupInfluence(problem, theta, removed);
    start = System.nanoTime();
    this.exact = solveExactly();
    this.exactSeconds = secondsSince(start);
    this.optimum = objective.mean(exact);
  }

  static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Dense where the matrix is small, by its Gram matrix where the rows are few, else long PCG. */
  private DenseMatrix solveExactly() {
    long rows = (long) problem.train().count() * problem.network().architecture().outputs();
    if (theta.length <= Math.min(rows, MOST_PARAMETERS)) {
      LayerDerivatives derivatives =
          new LayerDerivatives(problem.network(), theta, problem.train());
      try (Curvature dense = GaussNewton.of(derivatives)) {
        return new DirectSolver(dense, Damping.absolute(lambda)).solve(rightSides);
      }
    }
    if (rows * theta.length <= MOST_ROW_DOUBLES) {
      try (GramSolver solver = new GramSolver(problem.network(), theta, problem.train(), lambda)) {
        return solver.solve(rightSides);
      }
    }
    return ConjugateGradient.preconditioned(ggn, lambda, ekFac, LONG_RUN, CONVERGED)
        .solve(rightSides);
  }

  /** lambda. */
  double lambda() {
    return lambda;
  }

  /** EK-FAC, not to be closed. */
  AveragedEkFac ekFac() {
    return ekFac;
  }

  /** Wall-clock time EK-FAC took to build. */
  double ekFacSeconds() {
    return ekFacSeconds;
  }

  /** Wall-clock time of the exact solve. */
  double exactSeconds() {
    return exactSeconds;
  }

  /** (G + lambda I)^-1 grad f_q: Q x P, not to be closed or written to. */
  DenseMatrix exact() {
    return exact;
  }

  /** (EK-FAC + lambda I)^-1 grad f_q: Q x P, the caller's to close. */
  DenseMatrix ekFacSolution() {
    return new DirectSolver(ekFac, Damping.absolute(lambda)).solve(rightSides);
  }

  /** ASTRA. */
  IhvpSolver astra(IterationSettings settings, IterationListener listener) {
    return new Astra(ggn, lambda, ekFac, lambda, settings, listener);
  }

  /** SNI. */
  IhvpSolver sni(IterationSettings settings, IterationListener listener) {
    return new NeumannSeries(ggn, lambda, settings, 1, listener);
  }

  /** Conjugate gradients, with or without EK-FAC. */
  IhvpSolver conjugateGradient(boolean preconditioned, int iterations, IterationListener listener) {
    return new ConjugateGradient(
        ggn,
        lambda,
        preconditioned ? Optional.of(ekFac) : Optional.empty(),
        lambda,
        iterations,
        0,
        listener);
  }

  /** Runs a solver for what its listener sees. */
  void run(IhvpSolver solver) {
    solver.solve(rightSides).close();
  }

  /** (h - h*) / (h(0) - h*) of solutions: Q x P. */
  double relativeGap(DenseMatrix solutions) {
    return objective.relativeGap(solutions, optimum);
  }

  /** What solutions predict for every mask and query. */
  double[][] predict(DenseMatrix solutions) {
    return groups.predict(solutions);
  }

  @Override
  public void close() {
    exact.close();
    groups.close();
    rightSides.close();
    ggn.close();
    linearisation.close();
    ekFac.close();
  }
}
