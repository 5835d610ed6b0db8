package org.curvatureladder.experiments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.curvatureladder.plots.AttributionFigure;
import org.curvatureladder.plots.Figure;
import org.curvatureladder.plots.Metrics;
import org.curvatureladder.plots.SolverFigure;
import org.curvatureladder.plots.SolverFigure.Against;
import org.curvatureladder.plots.SolverFigure.Group;
import org.curvatureladder.plots.SolverFigure.Quantity;
import org.curvatureladder.recipe.AttributionMethod;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;

/** The figures of the ASTRA paper's experiments, by file name. */
final class AstraFigures {
  private static final List<Group> CURVES =
      List.of(
          new Group(
              "",
              List.of(
                  SolverRuns.Kind.ASTRA.name(),
                  SolverRuns.Kind.SNI.name(),
                  AstraCurves.EK_FAC,
                  AstraCurves.EXACT)));
  private static final List<Group> COST =
      List.of(
          new Group(
              "",
              List.of(
                  "ASTRA",
                  AstraCost.ASTRA_CONSTANT,
                  "SNI",
                  "CG",
                  "PCG",
                  AstraCurves.EK_FAC,
                  AstraCurves.EXACT)));

  private AstraFigures() {}

  /** LDS of every method, single models and ensembles. */
  static Map<String, Figure> attribution(List<ResultRow> rows) {
    List<String> methods =
        Arrays.stream(AttributionMethod.values()).map(AttributionMethod::label).toList();
    return Map.of("lds-by-method", new AttributionFigure(methods, Metrics.plain()).draw(rows));
  }

  /** Objective and LDS against iterations. */
  static Map<String, Figure> curves(List<ResultRow> rows) {
    return solvers(rows, Against.ITERATION, Metric.OBJECTIVE_GAP, CURVES);
  }

  /** The same per eigenvalue bin. */
  static Map<String, Figure> eigenspaces(List<ResultRow> rows) {
    return solvers(rows, Against.ITERATION, Metric.OBJECTIVE_GAP, projections(rows));
  }

  /** Error and LDS against seconds. */
  static Map<String, Figure> cost(List<ResultRow> rows) {
    return solvers(rows, Against.SECONDS, Metric.ENERGY_ERROR, COST);
  }

  /** One figure of how far the solvers are from the solution, one of their LDS. */
  private static Map<String, Figure> solvers(
      List<ResultRow> rows, Against against, String distance, List<Group> groups) {
    String by = against == Against.ITERATION ? "-by-iteration" : "-by-seconds";
    String axis =
        distance.equals(Metric.OBJECTIVE_GAP)
            ? "objective gap, relative to that of zero"
            : "relative error in the energy norm";
    Quantity error = new Quantity("How far solvers are from the solution", distance, axis, true);
    Quantity lds =
        new Quantity(
            "Attribution quality of solvers",
            Metric.LDS,
            "LDS (mean Spearman over queries)",
            false);
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put(distance + by, new SolverFigure(against, error, groups).draw(rows));
    figures.put("lds" + by, new SolverFigure(against, lds, groups).draw(rows));
    return figures;
  }

  /** Per solver the eigenspaces that its iterates were projected on, in the order of the rows. */
  private static List<Group> projections(List<ResultRow> rows) {
    return Stream.of(SolverRuns.Kind.values())
        .map(
            kind ->
                new Group(
                    kind.name(),
                    rows.stream()
                        .filter(row -> row.metric().equals(Metric.LDS))
                        .flatMap(row -> IterationMethod.parse(row.method()).stream())
                        .map(IterationMethod::method)
                        .filter(method -> method.startsWith(kind.name() + " "))
                        .distinct()
                        .toList()))
        .toList();
  }
}
