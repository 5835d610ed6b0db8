package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.plots.AttributionFigure;
import org.curvatureladder.plots.DampingFigure;
import org.curvatureladder.plots.FigureFile;
import org.curvatureladder.plots.LadderFigure;
import org.curvatureladder.plots.Metrics;
import org.curvatureladder.plots.PanelGrid;
import org.curvatureladder.plots.SolverFigure;
import org.curvatureladder.plots.SolverFigure.Against;
import org.curvatureladder.plots.SolverFigure.Group;
import org.curvatureladder.plots.SolverFigure.Quantity;
import org.curvatureladder.plots.StepLossFigure;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.recipe.AttributionMethod;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;

/** The figures of an experiment, drawn from what it stored. */
final class Figures {
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

  private final Path folder;

  /** Figures of one experiment go to {@code folder}. */
  Figures(Path folder) {
    this.folder = folder;
  }

  /** Draws them and returns the files written. */
  List<Path> draw(Experiment experiment, Evaluation evaluation) {
    List<ResultRow> rows = evaluation.rows();
    return switch (experiment.analysis()) {
      case LADDER -> ladder(experiment, rows);
      case ASTRA_LDS -> attribution(rows);
      case ASTRA_CURVES -> solvers(rows, Against.ITERATION, Metric.OBJECTIVE_GAP, CURVES);
      case ASTRA_EIGENSPACES ->
          solvers(rows, Against.ITERATION, Metric.OBJECTIVE_GAP, eigenspaces(rows));
      case ASTRA_COST -> solvers(rows, Against.SECONDS, Metric.ENERGY_ERROR, COST);
    };
  }

  private List<Path> attribution(List<ResultRow> rows) {
    List<String> methods =
        Arrays.stream(AttributionMethod.values()).map(AttributionMethod::label).toList();
    return write("lds-by-method", new AttributionFigure(methods, Metrics.plain()).draw(rows));
  }

  /** One figure of how far the solvers are from the solution, one of their LDS. */
  private List<Path> solvers(
      List<ResultRow> rows, Against against, String distance, List<Group> groups) {
    String by = against == Against.ITERATION ? "-by-iteration" : "-by-seconds";
    Quantity error =
        distance.equals(Metric.OBJECTIVE_GAP)
            ? new Quantity(
                "How far solvers are from the solution",
                distance,
                "objective gap, relative to that of zero",
                true)
            : new Quantity(
                "How far solvers are from the solution",
                distance,
                "relative error in the energy norm",
                true);
    Quantity lds =
        new Quantity(
            "Attribution quality of solvers",
            Metric.LDS,
            "LDS (mean Spearman over queries)",
            false);
    List<Path> files = new ArrayList<>();
    files.addAll(write(distance + by, new SolverFigure(against, error, groups).draw(rows)));
    files.addAll(write("lds" + by, new SolverFigure(against, lds, groups).draw(rows)));
    return files;
  }

  /** Per solver the eigenspaces that its iterates were projected on, in the order of the rows. */
  private static List<Group> eigenspaces(List<ResultRow> rows) {
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

  private List<Path> write(String name, PanelGrid figure) {
    return new FigureFile(folder, name).write(figure);
  }

  private List<Path> ladder(Experiment experiment, List<ResultRow> rows) {
    List<String> rungs = experiment.settings().get(0).rungs();
    List<Path> files = new ArrayList<>();
    files.addAll(
        new FigureFile(folder, "lds-by-rung")
            .write(new LadderFigure(rungs, "gradient-dot", Metrics.plain()).draw(rows)));
    files.addAll(
        new FigureFile(folder, "lds-by-damping")
            .write(new DampingFigure(rungs, Metrics.plain()).draw(rows)));
    List<String> steps =
        rows.stream()
            .filter(row -> row.metric().equals(Metric.LDS_STEP))
            .map(ResultRow::method)
            .distinct()
            .toList();
    if (!steps.isEmpty()) {
      files.addAll(
          new FigureFile(folder, "lds-loss-by-step")
              .write(new StepLossFigure(steps, StepMetrics.plain()).draw(rows)));
    }
    return files;
  }
}
