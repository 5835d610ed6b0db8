package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.evaluation.LdsComparison;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.IhvpSolver;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Seeds;

/**
 * Error and LDS against wall-clock time of every way to solve (G + lambda I) x = grad f: ASTRA as
 * the recipe's solver has it ({@code ASTRA@50}), ASTRA and SNI with the first constant step of
 * their lists ({@code ASTRA constant@50}, {@code SNI@50}), conjugate gradients without and with
 * EK-FAC ({@code CG@50}, {@code PCG@50}), EK-FAC's own solve and the exact one.
 *
 * <p>The time holds what the method needs beside its iterations: EK-FAC, the estimate of the
 * stability limit. Iterates are looked at off the clock.
 */
final class AstraCost implements SetupAnalysis {
  static final String ASTRA_CONSTANT = "ASTRA constant";

  @Override
  public Evaluation evaluate(Study study, Recipe.Setup setup) {
    Attribution options = study.recipe().attribution().orElseThrow();
    AttributionTruth truth = new AttributionTruth(study, setup);
    AttributedModel model = new AttributedModel(study, setup, 0, truth.queryData());
    Clocked clocked = new Clocked(truth, model.damping());
    try (QuerySystem system =
        new QuerySystem(model, truth.removed(), options.solver().precision())) {
      Batches batches =
          Batches.sampled(
              options.solver().batch(),
              Seeds.derive(study.recipe().seed(), "solver", setup.name(), 0, 0));
      run(clocked, system, options, batches);
      clocked.add(AstraCurves.EXACT, system.exactSeconds(), system, system.exact());
      long start = System.nanoTime();
      try (DenseMatrix solution = system.ekFacSolution()) {
        double seconds = system.ekFacSeconds() + QuerySystem.secondsSince(start);
        clocked.add(AstraCurves.EK_FAC, seconds, system, solution);
      }
    }
    List<ResultRow> rows = new ArrayList<>(truth.facts());
    rows.addAll(clocked.rows());
    return Evaluation.of(rows);
  }

  private static void run(
      Clocked clocked, QuerySystem system, Attribution options, Batches batches) {
    Attribution.SolverStudy solvers = options.requireStudy();
    Attribution.Solver paper = options.solver();
    List<Integer> recorded = solvers.recorded();
    run(
        clocked,
        "ASTRA",
        true,
        system,
        recorded,
        recording ->
            system.astra(
                new IterationSettings(
                    solvers.iterations(),
                    paper.stepOverDamping() * system.lambda(),
                    paper.halvingPeriod(),
                    paper.momentum(),
                    IterationSettings.Start.PRECONDITIONED,
                    batches),
                recording));
    run(
        clocked,
        ASTRA_CONSTANT,
        true,
        system,
        recorded,
        recording -> system.astra(constant(solvers, solvers.astraSteps(), batches), recording));
    run(
        clocked,
        "SNI",
        false,
        system,
        recorded,
        recording -> system.sni(constant(solvers, solvers.sniSteps(), batches), recording));
    run(
        clocked,
        "CG",
        false,
        system,
        recorded,
        recording -> system.conjugateGradient(false, solvers.iterations(), recording));
    run(
        clocked,
        "PCG",
        true,
        system,
        recorded,
        recording -> system.conjugateGradient(true, solvers.iterations(), recording));
  }

  private static IterationSettings constant(
      Attribution.SolverStudy solvers, List<Double> steps, Batches batches) {
    return new IterationSettings(
        solvers.iterations(), steps.get(0), 0, 0, IterationSettings.Start.PRECONDITIONED, batches);
  }

  /** Makes a solver that is watched. */
  @FunctionalInterface
  private interface Watched {
    IhvpSolver by(Recording recording);
  }

  private static void run(
      Clocked clocked,
      String name,
      boolean preconditioned,
      QuerySystem system,
      List<Integer> recorded,
      Watched watched) {
    double before = preconditioned ? system.ekFacSeconds() : 0;
    Recording recording =
        new Recording(
            recorded,
            (iteration, seconds, solutions) ->
                clocked.add(
                    new IterationMethod(name, iteration).toString(),
                    before + seconds,
                    system,
                    solutions));
    try {
      system.run(watched.by(recording));
    } catch (ArithmeticException e) {
      throw new InvalidInputException(
          "%s; expected a smaller first step in attribution.study".formatted(e.getMessage()));
    }
  }

  /** What is known of every solution, in the order they came. */
  private static final class Clocked {
    private final AttributionTruth truth;
    private final double lambda;
    private final Map<String, List<double[][]>> predictions = new LinkedHashMap<>();
    private final List<ResultRow> rows = new ArrayList<>();

    Clocked(AttributionTruth truth, double lambda) {
      this.truth = truth;
      this.lambda = lambda;
    }

    void add(String method, double seconds, QuerySystem system, DenseMatrix solutions) {
      if (solutions.squaredNorm() == 0) {
        return; // where conjugate gradients start: no order, no LDS
      }
      // Rounding takes the exact solution's gap a little below 0.
      double gap = Math.max(0, system.relativeGap(solutions));
      predictions.put(method, List.<double[][]>of(system.predict(solutions)));
      rows.add(truth.number(method, lambda, Metric.SECONDS, seconds));
      rows.add(truth.number(method, lambda, Metric.OBJECTIVE_GAP, gap));
      rows.add(truth.number(method, lambda, Metric.ENERGY_ERROR, Math.sqrt(gap)));
    }

    List<ResultRow> rows() {
      LdsComparison comparison = truth.compare(predictions);
      List<ResultRow> all = new ArrayList<>(rows);
      predictions
          .keySet()
          .forEach(method -> all.addAll(truth.lds(method, lambda, comparison.lds(method))));
      return all;
    }
  }
}
