package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.curvatureladder.plots.SpectrumView.Place;
import org.curvatureladder.store.Spectrum;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Eigenvalue of a rung against eigenvalue of the reference of the same rank, both axes logarithmic,
 * one panel per setup and training time. On the diagonal a rung has the reference's eigenvalues.
 */
public final class AlignmentFigure {
  private static final int MOST_COLUMNS = 3;
  private static final int PANEL_HEIGHT = 300;
  private static final int MOST_DECADES = 10;

  private final String reference;
  private final List<String> rungs;
  private final String block;

  /**
   * A figure of the given methods.
   *
   * @param reference method on the x axis
   * @param rungs method names from the top of the ladder down; those but the reference are drawn,
   *     each as it looks in the other figures of the same rungs
   * @param block {@link Spectrum#WHOLE} or {@link Spectrum#layer}
   */
  public AlignmentFigure(String reference, List<String> rungs, String block) {
    this.reference = reference;
    this.rungs = List.copyOf(rungs);
    this.block = block;
  }

  /**
   * Lays the figure out.
   *
   * @param spectra of one file
   * @throws org.curvatureladder.data.InvalidInputException if the reference has no spectrum
   */
  public PanelGrid draw(List<Spectrum> spectra) {
    SpectrumView view = new SpectrumView(spectra, block);
    List<Place> places = view.places(List.of(reference));
    DecadeRange range =
        DecadeRange.of(
            view.spectra().stream()
                .filter(s -> rungs.contains(s.method()) || s.method().equals(reference))
                .flatMapToDouble(s -> DoubleStream.of(s.values())),
            MOST_DECADES);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    for (Place place : places) {
      description.append(view.title(place)).append(": ");
      XYChart axes = Panel.axes(new AxisRange(0, 1));
      axes.getStyler().setMarkerSize(4);
      range.onX(axes);
      range.onY(axes, range.lowest(), range.highest());
      double[] ends = {range.lowest(), range.highest()};
      XYSeries diagonal = axes.addSeries("equal", ends, ends);
      diagonal.setLineColor(Look.QUIET);
      diagonal.setLineStyle(Look.DASHED);
      diagonal.setMarker(SeriesMarkers.NONE);
      Spectrum x = view.find(place, reference).orElseThrow();
      for (String rung : others()) {
        Optional<Spectrum> y = view.find(place, rung);
        if (y.isPresent()) {
          description
              .append(rung)
              .append(' ')
              .append(add(axes, range, x, y.get(), Look.of(rungs.indexOf(rung))))
              .append(" pairs; ");
        }
      }
      panels.add(new Panel(view.title(place), axes, List.of()));
    }
    List<LegendEntry> legend = new ArrayList<>();
    for (String rung : others()) {
      if (view.spectra().stream().anyMatch(s -> s.method().equals(rung))) {
        Look look = Look.of(rungs.indexOf(rung));
        legend.add(new LegendEntry(rung, look.color(), null, look.marker()));
      }
    }
    legend.add(new LegendEntry("equal eigenvalues", Look.QUIET, Look.DASHED, null));
    return new PanelGrid(
        "Eigenvalues matched by rank with those of " + reference + view.ofSetup(),
        "eigenvalue of " + reference,
        "eigenvalue of the rung",
        panels,
        Place.columns(places, MOST_COLUMNS),
        PANEL_HEIGHT,
        legend,
        List.of(
            view.blockName()
                + ". Pairs with an eigenvalue below 1e"
                + range.low()
                + " are not drawn."),
        description.toString());
  }

  private List<String> others() {
    return rungs.stream().filter(rung -> !rung.equals(reference)).toList();
  }

  private static int add(XYChart axes, DecadeRange range, Spectrum x, Spectrum y, Look look) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    if (Arrays.equals(x.ranks(), y.ranks())) {
      for (int k = 0; k < x.values().length; k++) {
        if (Math.min(x.values()[k], y.values()[k]) >= range.lowest()) {
          xs.add(x.values()[k]);
          ys.add(y.values()[k]);
        }
      }
    }
    if (!xs.isEmpty()) {
      XYSeries points = axes.addSeries(y.method(), xs, ys);
      points.setLineStyle(SeriesLines.NONE);
      points.setMarker(look.marker());
      points.setMarkerColor(look.color());
    }
    return xs.size();
  }
}
