package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * LDS by attribution method: one panel per setting, the methods from left to right, bars for single
 * models and beside them for the ensemble, intervals as vertical lines, the noise ceiling dashed.
 *
 * <p>Reads the LDS of methods, {@code ASTRA-IF}, and of their ensembles, {@code ASTRA-IF x10}. What
 * is not in the results is left out.
 */
public final class AttributionFigure {
  private static final int COLUMNS = 2;
  private static final int PANEL_HEIGHT = 330;
  private static final Pattern ENSEMBLE = Pattern.compile("(.+) x([0-9]+)");

  /** Width of a bar, the distance between methods being 1. */
  private static final double BAR = 0.36;

  private final List<String> methods;
  private final Metrics metrics;

  /**
   * A figure of the given methods.
   *
   * @param methods names, from left to right
   * @param metrics names of the metrics to draw
   */
  public AttributionFigure(List<String> methods, Metrics metrics) {
    this.methods = List.copyOf(methods);
    this.metrics = metrics;
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one results file
   * @throws org.curvatureladder.data.InvalidInputException if no method has a defined LDS
   */
  public PanelGrid draw(List<ResultRow> rows) {
    ResultView table = new ResultView(rows);
    List<ResultRow> drawn =
        table.require(metrics.lds(), row -> methods.contains(single(row.method())));
    AxisRange range =
        AxisRange.of(
            DoubleStream.concat(
                drawn.stream().flatMapToDouble(AxisRange::extent),
                rows.stream()
                    .filter(row -> row.metric().equals(metrics.ceiling()))
                    .mapToDouble(ResultRow::value)));
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    Wording wording = new Wording(table, drawn);
    for (Place place : ResultView.places(drawn)) {
      List<ResultRow> here = drawn.stream().filter(row -> Place.of(row).equals(place)).toList();
      List<String> present =
          methods.stream()
              .filter(name -> here.stream().anyMatch(row -> single(row.method()).equals(name)))
              .toList();
      String title = wording.panelTitle(place);
      description.append(title).append(": ");
      XYChart axes = axes(range, present.size());
      addBars(axes, here, present, false, description);
      addBars(axes, here, present, true, description);
      rows.stream()
          .filter(row -> row.metric().equals(metrics.ceiling()) && Place.of(row).equals(place))
          .findFirst()
          .ifPresent(row -> addCeiling(axes, row, present.size() - 0.5));
      panels.add(new Panel(title, axes, present));
    }
    return new PanelGrid(
        "Attribution quality by method",
        "attribution method",
        "LDS (mean Spearman over queries)",
        panels,
        COLUMNS,
        PANEL_HEIGHT,
        legend(rows, drawn),
        List.of(
            wording.protocol() + ".",
            "Vertical lines: " + wording.interval() + ".",
            "Single model: the mean over the models of the LDS of each. Ensemble: the LDS of the"
                + " mean of their scores."),
        description.toString());
  }

  /** The method that an ensemble is of, or the method itself. */
  private static String single(String method) {
    Matcher ensemble = ENSEMBLE.matcher(method);
    return ensemble.matches() ? ensemble.group(1) : method;
  }

  private static boolean isEnsemble(ResultRow row) {
    return ENSEMBLE.matcher(row.method()).matches();
  }

  private static void addBars(
      XYChart axes,
      List<ResultRow> rows,
      List<String> methods,
      boolean ensemble,
      StringBuilder description) {
    Look look = Look.of(ensemble ? 1 : 0);
    String kind = ensemble ? "ensemble" : "single model";
    double shift = ensemble ? BAR / 2 : -BAR / 2;
    Points points = new Points();
    for (int k = 0; k < methods.size(); k++) {
      String name = methods.get(k);
      Optional<ResultRow> found =
          rows.stream()
              .filter(row -> isEnsemble(row) == ensemble && single(row.method()).equals(name))
              .findFirst();
      if (found.isPresent()) {
        double middle = k + shift;
        new Bar(middle - BAR / 2, middle + BAR / 2, 0, found.get().value())
            .addTo(axes, kind + " " + name + " bar", look.pale());
        points.add(middle, found.get());
        description.append(
            String.format(Locale.ROOT, "%s %s: %.3f; ", kind, name, found.get().value()));
      }
    }
    points.addTo(axes, kind, look);
  }

  private static XYChart axes(AxisRange range, int methods) {
    XYChart axes = Panel.axes(range);
    axes.getStyler().setXAxisTicksVisible(false);
    axes.getStyler().setXAxisMin(-0.5);
    axes.getStyler().setXAxisMax(methods - 0.5);
    return axes;
  }

  private static void addCeiling(XYChart axes, ResultRow row, double right) {
    XYSeries line =
        axes.addSeries(
            "noise ceiling", new double[] {-0.5, right}, new double[] {row.value(), row.value()});
    line.setLineColor(Look.QUIET);
    line.setLineStyle(Look.DASHED);
    line.setMarker(SeriesMarkers.NONE);
  }

  private List<LegendEntry> legend(List<ResultRow> rows, List<ResultRow> drawn) {
    List<LegendEntry> legend = new ArrayList<>();
    legend.add(new LegendEntry("single model", Look.of(0).pale(), Look.BLOCK, null));
    List<Integer> sizes =
        drawn.stream()
            .map(row -> ENSEMBLE.matcher(row.method()))
            .filter(Matcher::matches)
            .map(found -> Integer.parseInt(found.group(2)))
            .distinct()
            .sorted()
            .toList();
    if (!sizes.isEmpty()) {
      String models = String.join(" or ", sizes.stream().map(String::valueOf).toList());
      legend.add(
          new LegendEntry(
              "ensemble of " + models + " models", Look.of(1).pale(), Look.BLOCK, null));
    }
    if (rows.stream().anyMatch(row -> row.metric().equals(metrics.ceiling()))) {
      legend.add(new LegendEntry("noise ceiling", Look.QUIET, Look.DASHED, null));
    }
    return legend;
  }
}
