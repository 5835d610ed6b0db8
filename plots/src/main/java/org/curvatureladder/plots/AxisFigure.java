package org.curvatureladder.plots;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Attribution quality over what an experiment varies: one line per rung, or per step down, with its
 * intervals.
 */
public final class AxisFigure {
  private static final int PANEL_HEIGHT = 290;

  /** Share of the distance between two values over which the lines are spread. */
  private static final double SPREAD = 0.5;

  private final Axis axis;
  private final String title;
  private final String yLabel;
  private final List<String> methods;
  private final String metric;
  private final List<Level> levels;
  private final String remark;

  /** A line for orientation: the row of a metric, of a method where one is named. */
  private record Level(String label, String metric, String method, BasicStroke stroke) {}

  private AxisFigure(
      Axis axis,
      String title,
      String yLabel,
      List<String> methods,
      String metric,
      List<Level> levels,
      String remark) {
    this.axis = axis;
    this.title = title;
    this.yLabel = yLabel;
    this.methods = List.copyOf(methods);
    this.metric = metric;
    this.levels = levels;
    this.remark = remark;
  }

  /**
   * LDS of every rung, with noise ceiling and floor.
   *
   * @param rungs method names from the top of the ladder down
   * @param floor method name of the floor
   */
  public static AxisFigure lds(Axis axis, List<String> rungs, String floor, Metrics metrics) {
    return new AxisFigure(
        axis,
        "Attribution quality of every rung",
        "LDS (mean Spearman over queries)",
        rungs,
        metrics.lds(),
        List.of(
            new Level("noise ceiling", metrics.ceiling(), "", Look.DASHED),
            new Level(floor + " (floor)", metrics.lds(), floor, Look.DOTTED)),
        "");
  }

  /**
   * LDS lost at every step.
   *
   * @param steps names of the steps from the top down, see {@link StepMetrics#step}
   */
  public static AxisFigure losses(Axis axis, List<String> steps, StepMetrics metrics) {
    return new AxisFigure(
        axis,
        "Attribution quality lost at every step",
        "loss of LDS",
        steps,
        metrics.loss(),
        List.of(),
        " of the difference, both rungs on the same resamples; below 0: the step gains");
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no method has a defined value
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn = table.require(metric, row -> methods.contains(row.method()));
    AxisLayout layout = new AxisLayout(axis, table, drawn);
    Wording wording = new Wording(table, drawn);
    AxisRange range =
        AxisRange.of(
            DoubleStream.concat(
                drawn.stream().flatMapToDouble(AxisRange::extent), levelValues(rows)),
            levels.isEmpty() ? 0.02 : 0.1);
    List<String> present =
        methods.stream()
            .filter(method -> drawn.stream().anyMatch(row -> row.method().equals(method)))
            .toList();
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (AxisLayout.Point panel : layout.panels()) {
      String name = layout.title(panel);
      description.append(name).append(": ");
      XYChart axes = layout.axes(range);
      if (levels.isEmpty()) {
        axes.getStyler().setYAxisDecimalPattern("0.00");
      }
      for (Level level : levels) {
        addLevel(axes, layout, panel, level);
      }
      for (int k = 0; k < present.size(); k++) {
        double dodge = ((k + 0.5) / present.size() - 0.5) * SPREAD;
        addMethod(axes, layout, panel, present.get(k), dodge, description);
      }
      panels.add(new Panel(name, axes, layout.values()));
    }
    return new PanelGrid(
        title,
        layout.label(),
        yLabel,
        panels,
        layout.columns(),
        layout.panelHeight(PANEL_HEIGHT),
        legend(present, rows),
        List.of(wording.protocol() + ".", "Bars: " + wording.interval() + remark + "."),
        description.toString());
  }

  private DoubleStream levelValues(List<ResultRow> rows) {
    return rows.stream()
        .filter(row -> levels.stream().anyMatch(level -> shows(level, row)))
        .mapToDouble(ResultRow::value);
  }

  private static boolean shows(Level level, ResultRow row) {
    return row.metric().equals(level.metric())
        && (level.method().isEmpty() || row.method().equals(level.method()));
  }

  private void addMethod(
      XYChart axes,
      AxisLayout layout,
      AxisLayout.Point panel,
      String method,
      double dodge,
      StringBuilder description) {
    Look look = Look.of(methods.indexOf(method));
    Points points = new Points();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> values = layout.values();
    for (int k = 0; k < values.size(); k++) {
      Optional<ResultRow> row = layout.find(panel, values.get(k), metric, method);
      if (row.isPresent()) {
        points.add(k + dodge, row.get());
        x.add(k + dodge);
        y.add(row.get().value());
        description.append(
            String.format(
                Locale.ROOT,
                "%s %s, %s: %.3f; ",
                layout.label(),
                values.get(k),
                method,
                row.get().value()));
      }
    }
    if (x.size() > 1) {
      XYSeries line = axes.addSeries(method + " line", x, y);
      line.setLineColor(look.pale());
      line.setLineStyle(Look.SOLID);
      line.setMarker(SeriesMarkers.NONE);
    }
    points.addTo(axes, method, look);
  }

  /** A level has the width of a value's place at each of them. */
  private static void addLevel(
      XYChart axes, AxisLayout layout, AxisLayout.Point panel, Level level) {
    List<String> values = layout.values();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      Optional<ResultRow> row =
          level.method().isEmpty()
              ? layout.find(panel, values.get(k), level.metric())
              : layout.find(panel, values.get(k), level.metric(), level.method());
      if (row.isPresent()) {
        x.addAll(List.of(k - 0.5, k + 0.5, k + 0.5));
        y.addAll(List.of(row.get().value(), row.get().value(), Double.NaN));
      }
    }
    if (!x.isEmpty()) {
      XYSeries line = axes.addSeries(level.label(), x, y);
      line.setLineColor(Look.QUIET);
      line.setLineStyle(level.stroke());
      line.setMarker(SeriesMarkers.NONE);
    }
  }

  private List<LegendEntry> legend(List<String> present, List<ResultRow> rows) {
    List<LegendEntry> legend = new ArrayList<>();
    for (String method : present) {
      Look look = Look.of(methods.indexOf(method));
      legend.add(
          new LegendEntry(StepMetrics.label(method), look.color(), Look.SOLID, look.marker()));
    }
    for (Level level : levels) {
      if (rows.stream().anyMatch(row -> shows(level, row))) {
        legend.add(new LegendEntry(level.label(), Look.QUIET, level.stroke(), null));
      }
    }
    return legend;
  }
}
