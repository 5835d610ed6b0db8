package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;

/**
 * What each step down the ladder costs in LDS: one panel per setup, the steps from left to right, a
 * bar with its paired interval per training time. Bars below zero are steps that gain.
 */
public final class StepLossFigure {
  private static final int COLUMNS = 2;
  private static final int PANEL_HEIGHT = 320;

  /** Share of the distance between two steps that the bars fill. */
  private static final double FILL = 0.75;

  private final List<String> steps;
  private final StepMetrics metrics;

  /**
   * A figure of the given steps.
   *
   * @param steps names of the steps from the top down, see {@link StepMetrics#step}
   * @param metrics names of the metrics to draw
   */
  public StepLossFigure(List<String> steps, StepMetrics metrics) {
    this.steps = List.copyOf(steps);
    this.metrics = metrics;
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no step has a defined loss
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn = table.require(metrics.loss(), row -> steps.contains(row.method()));
    List<String> present =
        steps.stream()
            .filter(step -> drawn.stream().anyMatch(row -> row.method().equals(step)))
            .toList();
    List<Integer> checkpoints = ResultView.checkpoints(drawn);
    Wording wording = new Wording(table, drawn);
    AxisRange range = AxisRange.of(drawn.stream().flatMapToDouble(AxisRange::extent), 0.02);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (Place where : ResultView.places(drawn)) {
      String title = wording.panelTitle(where);
      description.append(title).append(": ");
      XYChart axes = Panel.axes(range);
      axes.getStyler().setYAxisDecimalPattern("0.00");
      axes.getStyler().setXAxisTicksVisible(false);
      axes.getStyler().setXAxisMin(-0.5);
      axes.getStyler().setXAxisMax(present.size() - 0.5);
      for (int k = 0; k < checkpoints.size(); k++) {
        addCheckpoint(axes, table, where, present, checkpoints, k, description);
      }
      panels.add(new Panel(title, axes, present.stream().map(StepMetrics::label).toList()));
    }
    List<LegendEntry> legend = new ArrayList<>();
    for (int k = 0; k < checkpoints.size(); k++) {
      legend.add(
          new LegendEntry(
              "epoch " + checkpoints.get(k), Look.of(k).pale(), Look.BLOCK, Look.of(k).marker()));
    }
    return new PanelGrid(
        "Attribution quality lost at each step",
        "step down the ladder",
        "loss of LDS",
        panels,
        COLUMNS,
        PANEL_HEIGHT,
        legend,
        List.of(
            wording.protocol() + ". Bars below 0: the step gains.",
            "Intervals: "
                + wording.interval()
                + " of the difference, both rungs on the same resamples."),
        description.toString());
  }

  private void addCheckpoint(
      XYChart axes,
      ResultView table,
      Place where,
      List<String> present,
      List<Integer> checkpoints,
      int k,
      StringBuilder description) {
    int checkpoint = checkpoints.get(k);
    Look look = Look.of(k);
    double width = FILL / checkpoints.size();
    Points points = new Points();
    for (int step = 0; step < present.size(); step++) {
      Optional<ResultRow> row = table.find(where, checkpoint, metrics.loss(), present.get(step));
      if (row.isPresent()) {
        double middle = step + (k + 0.5 - checkpoints.size() / 2.0) * width;
        new Bar(middle - 0.44 * width, middle + 0.44 * width, 0, row.get().value())
            .addTo(axes, "epoch " + checkpoint + " " + present.get(step), look.pale());
        points.add(middle, row.get());
        description.append(
            String.format(
                Locale.ROOT,
                "epoch %d, %s: %.3f; ",
                checkpoint,
                present.get(step),
                row.get().value()));
      }
    }
    points.addTo(axes, "epoch " + checkpoint, look);
  }
}
