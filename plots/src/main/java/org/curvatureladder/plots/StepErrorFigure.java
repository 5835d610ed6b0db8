package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.curvatureladder.curvature.Hessian;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Matrix error of every step of the ladder over training time, or whatever the experiment varies,
 * one panel per setup in the order of the results: with the setups ordered by depth and then by
 * width, three in a row, the rows of panels read as depth and as width.
 */
public final class StepErrorFigure {
  private static final int PANEL_HEIGHT = 250;

  /** Half the width of a stack, the distance between two values being 1. */
  private static final double HALF = 0.32;

  /** Cross terms beyond this are not rounding. */
  private static final double ORTHOGONAL = 1e-6;

  private final Axis axis;
  private final List<String> steps;
  private final StepMetrics metrics;

  /**
   * A figure of the given steps.
   *
   * @param axis what is on the horizontal axis; matrix errors do not depend on alpha
   * @param steps names of the steps from the top down, see {@link StepMetrics#step}
   * @param metrics names of the metrics to draw
   */
  public StepErrorFigure(Axis axis, List<String> steps, StepMetrics metrics) {
    this.axis = axis;
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
   * One stack per value of the axis: the steps' shares of the squared error from the GGN down,
   * which add up to 1 because the steps are orthogonal; the check of that stands in the small
   * print.
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
    AxisLayout layout = new AxisLayout(axis, table, drawn);
    List<String> values = layout.values();
    AxisRange range =
        AxisRange.of(
            stacked ? stackHeights(layout, present) : drawn.stream().mapToDouble(ResultRow::value),
            0.2);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (AxisLayout.Point panel : layout.panels()) {
      String title = layout.title(panel);
      description.append(title).append(": ");
      XYChart axes = layout.axes(range);
      double[] height = new double[values.size()];
      for (String step : present) {
        Look look = Look.of(steps.indexOf(step));
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int c = 0; c < height.length; c++) {
          Optional<ResultRow> row = layout.find(panel, values.get(c), metric, step);
          if (row.isEmpty()) {
            continue;
          }
          double value = row.get().value();
          if (stacked) {
            new Bar(c - HALF, c + HALF, height[c], height[c] + value)
                .addTo(axes, step + " " + values.get(c), look.color());
            height[c] += value;
          }
          x.add((double) c);
          y.add(value);
          description.append(
              String.format(
                  Locale.ROOT, "%s %s, %s: %.3f; ", layout.label(), values.get(c), step, value));
        }
        if (!stacked && !x.isEmpty()) {
          XYSeries line = axes.addSeries(step, x, y);
          line.setLineColor(look.color());
          line.setLineStyle(Look.SOLID);
          line.setMarker(look.marker());
          line.setMarkerColor(look.color());
        }
      }
      panels.add(new Panel(title, axes, values));
    }
    return new PanelGrid(
        stacked
            ? "Which step makes which part of the squared error"
            : "Matrix error of each step down the ladder",
        layout.label(),
        stacked ? "share of squared error" : "error relative to the top rung",
        panels,
        layout.columns(),
        layout.panelHeight(PANEL_HEIGHT),
        legend(present, stacked),
        stacked ? checks(table) : List.of("Frobenius norms over the whole matrix."),
        description.toString());
  }

  /** 1 where the steps are orthogonal, anything where they are not. */
  private DoubleStream stackHeights(AxisLayout layout, List<String> present) {
    return layout.panels().stream()
        .flatMapToDouble(
            panel ->
                layout.values().stream()
                    .mapToDouble(
                        value ->
                            present.stream()
                                .flatMap(
                                    step ->
                                        layout.find(panel, value, metrics.share(), step).stream())
                                .mapToDouble(ResultRow::value)
                                .sum()));
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

  private List<String> checks(ResultView table) {
    List<Double> checks =
        table
            .facts(
                metrics.check(),
                row -> !Double.isNaN(row.value()) && !row.method().startsWith(Hessian.NAME))
            .stream()
            .map(Math::abs)
            .toList();
    List<String> notes = new ArrayList<>();
    notes.add("Shares of the squared Frobenius distance between the ends of the chain.");
    if (checks.isEmpty()) {
      return notes;
    }
    double most = Collections.max(checks);
    if (most > ORTHOGONAL) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Without the exact Fisher, or with blocks unlike the factors', the steps are not"
                  + " orthogonal: cross terms make up to %.2f of the whole.",
              most));
    } else {
      notes.add(
          String.format(Locale.ROOT, "Pythagoras check, largest deviation from 1: %.0e.", most));
    }
    return notes;
  }
}
