package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * LDS against damping on a logarithmic axis: one panel per setup and training time, one curve per
 * rung, the chosen damping marked with its interval.
 *
 * <p>Reads the LDS curve (one row per damping) and, for the marks, the LDS (whose damping is the
 * chosen one). Training times are columns, setups rows.
 */
public final class DampingFigure {
  private static final int MOST_COLUMNS = 3;
  private static final int PANEL_HEIGHT = 260;

  /** Room on both sides of the grid of dampings, as a factor. */
  private static final double ROOM = 2;

  /** More decades than this would write their labels into each other. */
  private static final int MOST_LABELS = 5;

  private final List<String> rungs;
  private final Metrics metrics;

  /**
   * A figure of the given methods.
   *
   * @param rungs method names from the top of the ladder down
   * @param metrics names of the metrics to draw
   */
  public DampingFigure(List<String> rungs, Metrics metrics) {
    this.rungs = List.copyOf(rungs);
    this.metrics = metrics;
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no rung has a curve
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn =
        table.require(
            metrics.curve(),
            row -> rungs.contains(row.method()) && row.damping() != null && row.damping() > 0);
    List<Integer> checkpoints = ResultView.checkpoints(drawn);
    List<Place> places = ResultView.places(drawn);
    List<ResultRow> chosen =
        rows.stream()
            .filter(row -> row.metric().equals(metrics.lds()) && row.damping() != null)
            .filter(row -> rungs.contains(row.method()))
            .toList();
    Wording wording = new Wording(table, Stream.concat(drawn.stream(), chosen.stream()).toList());
    AxisRange range =
        AxisRange.of(
            DoubleStream.concat(
                drawn.stream().mapToDouble(ResultRow::value),
                chosen.stream().flatMapToDouble(AxisRange::extent)));
    DoubleSummaryStatistics dampings =
        drawn.stream().mapToDouble(ResultRow::damping).summaryStatistics();
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (Place where : places) {
      for (int checkpoint : checkpoints) {
        String title = wording.panelTitle(where) + ", epoch " + checkpoint;
        XYChart axes = axes(range, dampings);
        description.append(title).append(": ");
        for (int rung = 0; rung < rungs.size(); rung++) {
          addRung(axes, table, where, checkpoint, rung, description);
        }
        panels.add(new Panel(title, axes, List.of()));
      }
    }
    return new PanelGrid(
        "Attribution quality against damping",
        "damping \u03bb",
        "LDS (mean Spearman over queries)",
        panels,
        checkpoints.size() == 1 ? MOST_COLUMNS : Math.min(MOST_COLUMNS, checkpoints.size()),
        PANEL_HEIGHT,
        legend(drawn),
        List.of(
            wording.protocol() + ".",
            "Marked: the damping chosen on the other half of the queries, with its "
                + wording.interval()
                + "."),
        description.toString());
  }

  private void addRung(
      XYChart axes,
      ResultView table,
      Place where,
      int checkpoint,
      int rung,
      StringBuilder description) {
    String name = rungs.get(rung);
    Look look = Look.of(rung);
    List<ResultRow> curve = table.curve(where, checkpoint, metrics.curve(), name);
    if (curve.isEmpty()) {
      return;
    }
    XYSeries line =
        axes.addSeries(
            name + " curve",
            curve.stream().map(ResultRow::damping).toList(),
            curve.stream().map(ResultRow::value).toList());
    line.setLineColor(look.color());
    line.setLineStyle(Look.SOLID);
    line.setMarker(SeriesMarkers.NONE);
    Optional<ResultRow> chosen = table.find(where, checkpoint, metrics.lds(), name);
    if (chosen.isPresent() && chosen.get().damping() != null) {
      Points mark = new Points();
      mark.add(chosen.get().damping(), chosen.get());
      mark.addTo(axes, name, look);
      description.append(
          String.format(
              Locale.ROOT,
              "%s: %.3f at damping %s; ",
              name,
              chosen.get().value(),
              chosen.get().damping()));
    }
  }

  private static XYChart axes(AxisRange range, DoubleSummaryStatistics dampings) {
    XYChart axes = Panel.axes(range);
    axes.getStyler().setXAxisLogarithmic(true);
    axes.getStyler().setXAxisMin(dampings.getMin() / ROOM);
    axes.getStyler().setXAxisMax(dampings.getMax() * ROOM);
    double decades = Math.log10(dampings.getMax() / dampings.getMin());
    axes.getStyler()
        .setXAxisTickLabelsFormattingFunction(
            damping -> decadeLabel(Math.round(Math.log10(damping)), decades));
    return axes;
  }

  /** Every decade has its label while there is room, then every second one. */
  private static String decadeLabel(long exponent, double decades) {
    return decades > MOST_LABELS && exponent % 2 != 0 ? "" : "1e" + exponent;
  }

  private List<LegendEntry> legend(List<ResultRow> drawn) {
    List<LegendEntry> legend = new ArrayList<>();
    for (int rung = 0; rung < rungs.size(); rung++) {
      String name = rungs.get(rung);
      if (drawn.stream().anyMatch(row -> row.method().equals(name))) {
        Look look = Look.of(rung);
        legend.add(new LegendEntry(name, look.color(), Look.SOLID, look.marker()));
      }
    }
    return legend;
  }
}
