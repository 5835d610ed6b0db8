package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.plots.DampingFigure;
import org.curvatureladder.plots.FigureFile;
import org.curvatureladder.plots.LadderFigure;
import org.curvatureladder.plots.Metrics;
import org.curvatureladder.plots.StepLossFigure;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.ResultRow;

/** The figures of an experiment, drawn from what it stored. */
final class Figures {
  private final Path folder;

  /** Figures of one experiment go to {@code folder}. */
  Figures(Path folder) {
    this.folder = folder;
  }

  /** Draws them and returns the files written. */
  List<Path> draw(Experiment experiment, Evaluation evaluation) {
    List<ResultRow> rows = evaluation.rows();
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
