package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.curvature.EigenvalueBand;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.evaluation.LdsComparison;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Seeds;
import org.curvatureladder.verdict.RowNames;

/**
 * Objective and LDS of the iterates of SNI and ASTRA, each with the first step of its list,
 * projected on the eigenvectors of EK-FAC with eigenvalues above thresholds: {@code ASTRA above
 * 1e-2@200}, {@code ASTRA all@200}; and of the exact solution: {@code exact above 1e-2}.
 */
final class AstraEigenspaces implements SetupAnalysis {

  @Override
  public Evaluation evaluate(Study study, Recipe.Setup setup) {
    Attribution options = study.recipe().attribution().orElseThrow();
    Attribution.SolverStudy solvers = options.requireStudy();
    AttributionTruth truth = new AttributionTruth(study, setup);
    AttributedModel model = new AttributedModel(study, setup, 0, truth.queryData());
    List<EigenvalueBand> bands =
        new ArrayList<>(solvers.thresholds().stream().map(EigenvalueBand::above).toList());
    bands.add(EigenvalueBand.ALL);
    Projected projected = new Projected();
    try (QuerySystem system =
        new QuerySystem(model, truth.removed(), options.solver().precision())) {
      SolverRuns runs =
          new SolverRuns(
              system, options, Seeds.derive(study.recipe().seed(), "solver", setup.name(), 0, 0));
      for (SolverRuns.Kind kind : SolverRuns.Kind.values()) {
        double step = kind.steps(solvers).get(0);
        for (int number = 0; number < solvers.seeds(); number++) {
          Recording recording =
              new Recording(
                  solvers.recorded(),
                  (iteration, seconds, solutions) ->
                      bands.forEach(
                          band ->
                              projected.add(
                                  new IterationMethod(name(kind.name(), band), iteration)
                                      .toString(),
                                  system,
                                  band,
                                  solutions)));
          if (!runs.converges(kind, step, number, recording)) {
            throw new InvalidInputException(
                "%s diverges with step %s; expected a smaller first step in attribution.study"
                    .formatted(kind, SolverRuns.label(step)));
          }
        }
      }
      bands.forEach(
          band -> projected.add(name(AstraCurves.EXACT, band), system, band, system.exact()));
    }
    List<ResultRow> rows = new ArrayList<>(truth.facts());
    double lambda = model.damping();
    for (SolverRuns.Kind kind : SolverRuns.Kind.values()) {
      rows.add(truth.number(kind.name(), lambda, Metric.STEP, kind.steps(solvers).get(0)));
    }
    LdsComparison comparison = truth.compare(projected.predictions);
    projected.predictions.forEach(
        (method, predictions) -> {
          rows.addAll(truth.lds(method, lambda, comparison.lds(method)));
          double[] gaps =
              projected.gaps.get(method).stream().mapToDouble(Double::doubleValue).toArray();
          rows.add(truth.mean(method, lambda, Metric.OBJECTIVE_GAP, gaps, AstraCurves.SEEDS));
        });
    for (EigenvalueBand band : bands) {
      if (!band.equals(EigenvalueBand.ALL)) {
        addDifferences(rows, truth, comparison, band, solvers.iterations());
      }
    }
    return Evaluation.of(rows);
  }

  /** What the directions outside of a band add: to ASTRA's last iterate, and to the solution. */
  private static void addDifferences(
      List<ResultRow> rows,
      AttributionTruth truth,
      LdsComparison comparison,
      EigenvalueBand band,
      int last) {
    String astra = SolverRuns.Kind.ASTRA.name();
    rows.addAll(
        truth.difference(
            RowNames.all(band.label()),
            comparison.difference(
                new IterationMethod(name(astra, EigenvalueBand.ALL), last).toString(),
                new IterationMethod(name(astra, band), last).toString())));
    String whole = name(AstraCurves.EXACT, EigenvalueBand.ALL);
    String part = name(AstraCurves.EXACT, band);
    rows.addAll(truth.difference(whole + " - " + part, comparison.difference(whole, part)));
  }

  private static String name(String solver, EigenvalueBand band) {
    return solver + " " + band.label();
  }

  /** Predictions and objectives of projected solutions by method, one per seed. */
  private static final class Projected {
    private final Map<String, List<double[][]>> predictions = new LinkedHashMap<>();
    private final Map<String, List<Double>> gaps = new LinkedHashMap<>();

    void add(String method, QuerySystem system, EigenvalueBand band, DenseMatrix solutions) {
      try (DenseMatrix part = band.project(system.ekFac(), solutions)) {
        predictions.computeIfAbsent(method, key -> new ArrayList<>()).add(system.predict(part));
        gaps.computeIfAbsent(method, key -> new ArrayList<>()).add(system.relativeGap(part));
      }
    }
  }
}
