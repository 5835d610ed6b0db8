package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.plots.ResultView.SetupAlpha;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Matrix error of every step of the ladder over training time, one panel per setup in the order of
 * the results: with the setups ordered by depth and then by width, three in a row, the rows of
 * panels read as depth and as width.
 */
public final class StepErrorFigure {
  private static final int COLUMNS = 3;
  private static final int PANEL_HEIGHT = 250;

  /** Half the width of a stack, the distance between two training times being 1. */
  private static final double HALF = 0.32;

  private final List<String> steps;
  private final StepMetrics metrics;

  /**
   * A figure of the given steps.
   *
   * @param steps names of the steps from the top down, see {@link StepMetrics#step}
   * @param metrics names of the metrics to draw
   */
  public StepErrorFigure(List<String> steps, StepMetrics metrics) {
    this.steps = List.copyOf(steps);
    this.metrics = metrics;
  }

  /**
   * One line per step: ||A - B||_F relative to the top rung.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no step has a defined error
   */
  public PanelGrid lines(List<ResultRow> rows) {
    return draw(rows, metrics.error(), false);
  }

  /**
   * One stack per training time: the steps' shares of the squared error from the GGN down, which
   * add up to 1 because the steps are orthogonal; the check of that stands in the small print.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no step has a defined share
   */
  public PanelGrid shares(List<ResultRow> rows) {
    return draw(rows, metrics.share(), true);
  }

  private PanelGrid draw(List<ResultRow> rows, String metric, boolean stacked) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn = table.require(metric, row -> steps.contains(row.method()));
    List<String> present =
        steps.stream()
            .filter(step -> drawn.stream().anyMatch(row -> row.method().equals(step)))
            .toList();
    List<Integer> checkpoints = ResultView.checkpoints(drawn);
    List<String> epochs = checkpoints.stream().map(String::valueOf).toList();
    List<SetupAlpha> setups = ResultView.setups(drawn);
    Wording wording = new Wording(table, drawn);
    AxisRange range =
        stacked
            ? new AxisRange(0, 1)
            : AxisRange.of(drawn.stream().mapToDouble(ResultRow::value), 0.2);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (SetupAlpha where : setups) {
      String title = wording.panelTitle(where);
      description.append(title).append(": ");
      XYChart axes = Panel.axes(range);
      axes.getStyler().setXAxisTicksVisible(false);
      axes.getStyler().setXAxisMin(-0.5);
      axes.getStyler().setXAxisMax(checkpoints.size() - 0.5);
      double[] height = new double[checkpoints.size()];
      for (int k = 0; k < present.size(); k++) {
        String step = present.get(k);
        Look look = Look.of(steps.indexOf(step));
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int c = 0; c < height.length; c++) {
          Optional<ResultRow> row = table.find(where, checkpoints.get(c), metric, step);
          if (row.isEmpty()) {
            continue;
          }
          double value = row.get().value();
          if (stacked) {
            new Bar(c - HALF, c + HALF, height[c], height[c] + value)
                .addTo(axes, step + " " + checkpoints.get(c), look.color());
            height[c] += value;
          }
          x.add((double) c);
          y.add(value);
          description.append(
              String.format(Locale.ROOT, "epoch %d, %s: %.3f; ", checkpoints.get(c), step, value));
        }
        if (!stacked && !x.isEmpty()) {
          XYSeries line = axes.addSeries(step, x, y);
          line.setLineColor(look.color());
          line.setLineStyle(Look.SOLID);
          line.setMarker(look.marker());
          line.setMarkerColor(look.color());
        }
      }
      panels.add(new Panel(title, axes, epochs));
    }
    return new PanelGrid(
        stacked
            ? "Which step makes which part of the squared error"
            : "Matrix error of each step down the ladder",
        "epoch",
        stacked ? "share of squared error" : "error relative to the top rung",
        panels,
        COLUMNS,
        PANEL_HEIGHT,
        legend(present, stacked),
        stacked ? List.of(check(table)) : List.of("Frobenius norms over the whole matrix."),
        description.toString());
  }

  private List<LegendEntry> legend(List<String> present, boolean stacked) {
    List<LegendEntry> legend = new ArrayList<>();
    for (String step : present) {
      Look look = Look.of(steps.indexOf(step));
      legend.add(
          new LegendEntry(
              StepMetrics.label(step),
              look.color(),
              stacked ? Look.BLOCK : Look.SOLID,
              stacked ? null : look.marker()));
    }
    return legend;
  }

  private String check(ResultView table) {
    List<Double> checks = table.facts(metrics.check(), row -> !Double.isNaN(row.value()));
    String shares = "Shares of the squared Frobenius distance between the ends of the chain.";
    return checks.isEmpty()
        ? shares
        : shares
            + String.format(
                Locale.ROOT,
                " Pythagoras check, largest deviation from 1: %.0e.",
                checks.stream().mapToDouble(Math::abs).max().orElseThrow());
  }
}
