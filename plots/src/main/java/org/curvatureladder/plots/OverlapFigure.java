package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.BlockRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Overlap of each layer's block with the reference's in one setup: one row of panels per setting
 * and training time, one column per metric, one line per rung.
 */
public final class OverlapFigure {
  private static final double LOWEST = -1;
  private static final int PANEL_HEIGHT = 230;

  /** One row of panels. */
  private record Place(String setting, int checkpoint) {
    static Place of(BlockRow row) {
      return new Place(row.setting(), row.checkpoint());
    }
  }

  private final String setup;
  private final String reference;
  private final List<String> rungs;
  private final Map<String, String> metrics;

  /**
   * A figure of the given methods and metrics.
   *
   * @param setup name of the setup
   * @param reference method compared with
   * @param rungs method names from the top of the ladder down; those but the reference are drawn,
   *     each as it looks in the other figures of the same rungs
   * @param metrics names of the metrics in their order, with what they are called in the titles:
   *     some 12 letters, for instance {@code k = 10}
   */
  public OverlapFigure(
      String setup, String reference, List<String> rungs, Map<String, String> metrics) {
    this.setup = setup;
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
            .filter(row -> row.setup().equals(setup))
            .filter(row -> row.reference().equals(reference) && rungs.contains(row.method()))
            .filter(row -> !row.method().equals(reference))
            .filter(row -> metrics.containsKey(row.metric()) && !Double.isNaN(row.value()))
            .toList();
    if (drawn.isEmpty()) {
      throw new InvalidInputException(
          "nothing to draw: the stored blocks hold none of %s of %s against %s for setup %s"
              .formatted(
                  String.join(", ", metrics.keySet()), String.join(", ", rungs), reference, setup));
    }
    AxisRange range =
        AxisRange.of(
            Stream.concat(drawn.stream().map(OverlapFigure::drawable), Stream.of(1.0))
                .mapToDouble(value -> value),
            0.2);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    List<Place> places = drawn.stream().map(Place::of).distinct().toList();
    boolean settings = places.stream().map(Place::setting).distinct().count() > 1;
    boolean epochs = !settings || places.stream().map(Place::checkpoint).distinct().count() > 1;
    List<Map.Entry<String, String>> present =
        metrics.entrySet().stream()
            .filter(metric -> drawn.stream().anyMatch(r -> r.metric().equals(metric.getKey())))
            .toList();
    for (Place place : places) {
      List<BlockRow> here = drawn.stream().filter(row -> Place.of(row).equals(place)).toList();
      List<String> layers =
          here.stream().map(BlockRow::layer).distinct().sorted().map(String::valueOf).toList();
      String title =
          (settings ? place.setting() + ", " : "")
              + (epochs ? "epoch " + place.checkpoint() + ", " : "");
      description.append(title);
      for (Map.Entry<String, String> metric : present) {
        XYChart axes = Panel.axes(range);
        axes.getStyler().setXAxisTicksVisible(false);
        axes.getStyler().setXAxisMin(-0.5);
        axes.getStyler().setXAxisMax(layers.size() - 0.5);
        for (String rung : rungs) {
          add(axes, here, metric.getKey(), rung, layers, description);
        }
        panels.add(new Panel(title + metric.getValue(), axes, layers));
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
        "Overlap with " + reference + " by layer, " + setup,
        "layer",
        "overlap",
        panels,
        present.size(),
        PANEL_HEIGHT,
        legend,
        List.of(
            "Diagonal block of each layer; 1: equal. Values: eigenvalues by rank; k: the spaces of the"
                + " k leading eigenvectors, where a layer has as many."
                + (drawn.stream().anyMatch(row -> row.value() < LOWEST)
                    ? " Values below -1 are drawn at -1."
                    : "")),
        description.toString());
  }

  /** An eigenvalue overlap has no lower bound: what is far off is far off. */
  private static double drawable(BlockRow row) {
    return Math.max(LOWEST, row.value());
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
        y.add(drawable(row));
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
