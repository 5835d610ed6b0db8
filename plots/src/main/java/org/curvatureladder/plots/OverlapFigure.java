package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.plots.SpectrumView.Place;
import org.curvatureladder.store.BlockRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Overlap of each layer's block with the reference's: one row of panels per setup and training
 * time, one column per metric, one line per rung.
 */
public final class OverlapFigure {
  private static final int PANEL_HEIGHT = 230;

  private final String reference;
  private final List<String> rungs;
  private final Map<String, String> metrics;

  /**
   * A figure of the given methods and metrics.
   *
   * @param reference method compared with
   * @param rungs method names from the top of the ladder down; those but the reference are drawn,
   *     each as it looks in the other figures of the same rungs
   * @param metrics names of the metrics in their order, with what they are called in the titles:
   *     some 12 letters, for instance {@code basis, k = 10}
   */
  public OverlapFigure(String reference, List<String> rungs, Map<String, String> metrics) {
    this.reference = reference;
    this.rungs = List.copyOf(rungs);
    this.metrics = metrics;
  }

  /**
   * Lays the figure out.
   *
   * @param rows of one blocks file
   * @throws InvalidInputException if there is nothing to draw
   */
  public PanelGrid draw(List<BlockRow> rows) {
    List<BlockRow> drawn =
        rows.stream()
            .filter(row -> row.reference().equals(reference) && rungs.contains(row.method()))
            .filter(row -> !row.method().equals(reference))
            .filter(row -> metrics.containsKey(row.metric()) && !Double.isNaN(row.value()))
            .toList();
    if (drawn.isEmpty()) {
      throw new InvalidInputException(
          "nothing to draw: the stored blocks hold none of %s of %s against %s"
              .formatted(String.join(", ", metrics.keySet()), String.join(", ", rungs), reference));
    }
    AxisRange range =
        AxisRange.of(
            Stream.concat(drawn.stream().map(BlockRow::value), Stream.of(1.0))
                .mapToDouble(value -> value),
            0.2);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    List<Place> places =
        drawn.stream().map(row -> new Place(row.setup(), row.checkpoint())).distinct().toList();
    for (Place place : places) {
      List<BlockRow> here =
          drawn.stream()
              .filter(r -> r.setup().equals(place.setup()) && r.checkpoint() == place.checkpoint())
              .toList();
      List<String> layers =
          here.stream().map(BlockRow::layer).distinct().sorted().map(String::valueOf).toList();
      description.append(place.title()).append(": ");
      for (Map.Entry<String, String> metric : metrics.entrySet()) {
        XYChart axes = Panel.axes(range);
        axes.getStyler().setXAxisTicksVisible(false);
        axes.getStyler().setXAxisMin(-0.5);
        axes.getStyler().setXAxisMax(layers.size() - 0.5);
        for (String rung : rungs) {
          add(axes, here, metric.getKey(), rung, layers, description);
        }
        panels.add(new Panel(place.title() + ": " + metric.getValue(), axes, layers));
      }
    }
    List<LegendEntry> legend = new ArrayList<>();
    for (String rung : rungs) {
      if (drawn.stream().anyMatch(row -> row.method().equals(rung))) {
        Look look = Look.of(rungs.indexOf(rung));
        legend.add(new LegendEntry(rung, look.color(), Look.SOLID, look.marker()));
      }
    }
    return new PanelGrid(
        "Overlap with " + reference + " by layer",
        "layer",
        "overlap",
        panels,
        metrics.size(),
        PANEL_HEIGHT,
        legend,
        List.of("1: equal. Diagonal block of each layer."),
        description.toString());
  }

  private void add(
      XYChart axes,
      List<BlockRow> here,
      String metric,
      String rung,
      List<String> layers,
      StringBuilder description) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (BlockRow row : here) {
      if (row.metric().equals(metric) && row.method().equals(rung)) {
        x.add((double) layers.indexOf(Integer.toString(row.layer())));
        y.add(row.value());
        description.append(
            String.format(
                Locale.ROOT, "%s, layer %d, %s: %.3f; ", metric, row.layer(), rung, row.value()));
      }
    }
    if (!x.isEmpty()) {
      Look look = Look.of(rungs.indexOf(rung));
      XYSeries line = axes.addSeries(rung, x, y);
      line.setLineColor(look.color());
      line.setLineStyle(Look.SOLID);
      line.setMarker(look.marker());
      line.setMarkerColor(look.color());
    }
  }
}
