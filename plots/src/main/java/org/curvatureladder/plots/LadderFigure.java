package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * LDS by rung: one panel per setup, the rungs from left to right, one colour and marker per
 * training time, intervals as vertical bars, the noise ceiling dashed and the floor dotted.
 *
 * <p>Reads the LDS of every rung and of the floor method, and the noise ceiling. A rung, ceiling or
 * floor that is not in the results is left out.
 */
public final class LadderFigure {
  private static final int COLUMNS = 2;
  private static final int PANEL_HEIGHT = 330;

  /** Share of the distance between two rungs over which the training times are spread. */
  private static final double SPREAD = 0.5;

  private final List<String> rungs;
  private final String floor;
  private final Metrics metrics;

  /**
   * A figure of the given methods.
   *
   * @param rungs method names from the top of the ladder down
   * @param floor method name of the floor, for instance the plain gradient dot product
   * @param metrics names of the metrics to draw
   */
  public LadderFigure(List<String> rungs, String floor, Metrics metrics) {
    this.rungs = List.copyOf(rungs);
    this.floor = floor;
    this.metrics = metrics;
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no rung has a defined LDS, or one has
   *     two
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn = table.require(metrics.lds(), row -> rungs.contains(row.method()));
    List<String> present =
        rungs.stream()
            .filter(rung -> drawn.stream().anyMatch(row -> row.method().equals(rung)))
            .toList();
    List<Integer> checkpoints = ResultView.checkpoints(drawn);
    List<Place> places = ResultView.places(drawn);
    Wording wording = new Wording(table, drawn);
    AxisRange range =
        AxisRange.of(
            DoubleStream.concat(
                drawn.stream().flatMapToDouble(AxisRange::extent),
                rows.stream()
                    .filter(row -> row.metric().equals(metrics.ceiling()) || isFloor(row))
                    .filter(row -> places.contains(Place.of(row)))
                    .mapToDouble(ResultRow::value)));
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (Place where : places) {
      String title = wording.panelTitle(where);
      XYChart axes = axes(range, present.size());
      description.append(title).append(": ");
      for (int k = 0; k < checkpoints.size(); k++) {
        addCheckpoint(axes, table, where, present, checkpoints, k, description);
      }
      panels.add(new Panel(title, axes, present));
    }
    return new PanelGrid(
        "Attribution quality down the ladder",
        "curvature, from exact to most approximate",
        "LDS (mean Spearman over queries)",
        panels,
        COLUMNS,
        PANEL_HEIGHT,
        legend(table, checkpoints),
        List.of(wording.protocol() + ". Bars: " + wording.interval() + "."),
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
    String name = "epoch " + checkpoint;
    Look look = Look.of(k);
    double right = present.size() - 0.5;
    table
        .find(where, checkpoint, metrics.ceiling())
        .ifPresent(row -> addLevel(axes, name + " noise ceiling", row, right, look, true));
    table
        .find(where, checkpoint, metrics.lds(), floor)
        .ifPresent(row -> addLevel(axes, name + " " + floor, row, right, look, false));
    double dodge = ((k + 0.5) / checkpoints.size() - 0.5) * SPREAD;
    Points points = new Points();
    for (int rung = 0; rung < present.size(); rung++) {
      Optional<ResultRow> row = table.find(where, checkpoint, metrics.lds(), present.get(rung));
      if (row.isPresent()) {
        points.add(rung + dodge, row.get());
        description.append(
            String.format(
                Locale.ROOT, "%s, %s: %.3f; ", name, present.get(rung), row.get().value()));
      }
    }
    points.addTo(axes, name, look);
  }

  private static XYChart axes(AxisRange range, int rungs) {
    XYChart axes = Panel.axes(range);
    axes.getStyler().setXAxisTicksVisible(false);
    axes.getStyler().setXAxisMin(-0.5);
    axes.getStyler().setXAxisMax(rungs - 0.5);
    return axes;
  }

  private static void addLevel(
      XYChart axes, String name, ResultRow row, double right, Look look, boolean dashed) {
    XYSeries line =
        axes.addSeries(name, new double[] {-0.5, right}, new double[] {row.value(), row.value()});
    line.setLineColor(look.color());
    line.setLineStyle(dashed ? Look.DASHED : Look.DOTTED);
    line.setMarker(SeriesMarkers.NONE);
  }

  private List<LegendEntry> legend(ResultView table, List<Integer> checkpoints) {
    List<LegendEntry> legend = new ArrayList<>();
    for (int k = 0; k < checkpoints.size(); k++) {
      Look look = Look.of(k);
      String name = "epoch " + checkpoints.get(k);
      legend.add(new LegendEntry(name, look.color(), null, look.marker()));
    }
    if (table.rows().stream().anyMatch(row -> row.metric().equals(metrics.ceiling()))) {
      legend.add(new LegendEntry("noise ceiling", Look.QUIET, Look.DASHED, null));
    }
    if (table.rows().stream().anyMatch(this::isFloor)) {
      legend.add(new LegendEntry(floor + " (floor)", Look.QUIET, Look.DOTTED, null));
    }
    return legend;
  }

  private boolean isFloor(ResultRow row) {
    return row.metric().equals(metrics.lds()) && row.method().equals(floor);
  }
}
