package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.evaluation.LdsComparison;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Seeds;

/**
 * Objective and LDS of SNI and ASTRA against the iteration. The step is chosen by the objective
 * that the first run ends with, every step of the sweep is stored ({@code ASTRA step 1e-2@200}),
 * and the chosen one is run with every seed ({@code ASTRA@200}).
 */
final class AstraCurves implements SetupAnalysis {
  static final String EXACT = "exact";
  static final String EK_FAC = "EK-FAC";
  static final String SEEDS = "solver seeds";

  @Override
  public Evaluation evaluate(Study study, Recipe.Setup setup) {
    Attribution options = study.recipe().attribution().orElseThrow();
    AttributionTruth truth = new AttributionTruth(study, setup);
    AttributedModel model = new AttributedModel(study, setup, 0, truth.queryData());
    List<ResultRow> rows = new ArrayList<>(truth.facts());
    Map<String, List<double[][]>> predictions = new LinkedHashMap<>();
    double lambda = model.damping();
    try (QuerySystem system =
        new QuerySystem(model, truth.removed(), options.solver().precision())) {
      long seed = Seeds.derive(study.recipe().seed(), "solver", setup.name(), 0, 0);
      SolverRuns runs = new SolverRuns(system, options, seed);
      for (SolverRuns.Kind kind : SolverRuns.Kind.values()) {
        addSolver(rows, predictions, truth, options.requireStudy(), runs, kind, lambda);
      }
      predictions.put(EXACT, List.<double[][]>of(system.predict(system.exact())));
      try (DenseMatrix ekFac = system.ekFacSolution()) {
        predictions.put(EK_FAC, List.<double[][]>of(system.predict(ekFac)));
        rows.add(truth.number(EK_FAC, lambda, Metric.OBJECTIVE_GAP, system.relativeGap(ekFac)));
      }
    }
    LdsComparison comparison = truth.compare(predictions);
    for (String method : predictions.keySet()) {
      rows.addAll(truth.lds(method, lambda, comparison.lds(method)));
    }
    addDifferences(rows, truth, comparison, options.requireStudy());
    return Evaluation.of(rows);
  }

  private static void addSolver(
      List<ResultRow> rows,
      Map<String, List<double[][]>> predictions,
      AttributionTruth truth,
      Attribution.SolverStudy solvers,
      SolverRuns runs,
      SolverRuns.Kind kind,
      double lambda) {
    Map<Double, List<SolverRuns.Snapshot>> sweep = new LinkedHashMap<>();
    for (double step : kind.steps(solvers)) {
      String name = kind + " step " + SolverRuns.label(step);
      Optional<List<SolverRuns.Snapshot>> run = runs.run(kind, step, 0);
      rows.add(truth.number(name, lambda, Metric.DIVERGED, run.isEmpty() ? 1 : 0));
      if (run.isPresent()) {
        sweep.put(step, run.get());
        for (SolverRuns.Snapshot at : run.get()) {
          String method = new IterationMethod(name, at.iteration()).toString();
          rows.add(truth.number(method, lambda, Metric.OBJECTIVE_GAP, at.gap()));
        }
      }
    }
    double best =
        sweep.entrySet().stream()
            .min(Comparator.comparingDouble(e -> last(e.getValue()).gap()))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "%s diverges with every step of attribution.study: %s; expected a smaller one"
                            .formatted(kind, kind.steps(solvers))))
            .getKey();
    rows.add(truth.number(kind.name(), lambda, Metric.STEP, best));
    List<List<SolverRuns.Snapshot>> all = new ArrayList<>(List.of(sweep.get(best)));
    for (int number = 1; number < solvers.seeds(); number++) {
      runs.run(kind, best, number).ifPresent(all::add);
    }
    rows.add(
        truth.number(kind.name(), lambda, Metric.DIVERGED, (double) solvers.seeds() - all.size()));
    for (int k = 0; k < solvers.recorded().size(); k++) {
      int at = k;
      String method = new IterationMethod(kind.name(), solvers.recorded().get(k)).toString();
      double[] gaps = all.stream().mapToDouble(run -> run.get(at).gap()).toArray();
      rows.add(truth.mean(method, lambda, Metric.OBJECTIVE_GAP, gaps, SEEDS));
      predictions.put(method, all.stream().map(run -> run.get(at).prediction()).toList());
    }
  }

  private static SolverRuns.Snapshot last(List<SolverRuns.Snapshot> run) {
    return run.get(run.size() - 1);
  }

  private static void addDifferences(
      List<ResultRow> rows,
      AttributionTruth truth,
      LdsComparison comparison,
      Attribution.SolverStudy solvers) {
    Map<SolverRuns.Kind, String> last = new EnumMap<>(SolverRuns.Kind.class);
    for (int iteration : solvers.recorded()) {
      for (SolverRuns.Kind kind : SolverRuns.Kind.values()) {
        last.put(kind, new IterationMethod(kind.name(), iteration).toString());
      }
      addDifference(
          rows, truth, comparison, last.get(SolverRuns.Kind.ASTRA), last.get(SolverRuns.Kind.SNI));
    }
    addDifference(rows, truth, comparison, last.get(SolverRuns.Kind.ASTRA), EK_FAC);
    addDifference(rows, truth, comparison, EXACT, last.get(SolverRuns.Kind.ASTRA));
  }

  private static void addDifference(
      List<ResultRow> rows,
      AttributionTruth truth,
      LdsComparison comparison,
      String first,
      String second) {
    rows.addAll(truth.difference(first + " - " + second, comparison.difference(first, second)));
  }
}
