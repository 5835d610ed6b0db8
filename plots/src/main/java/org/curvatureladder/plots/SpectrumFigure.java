package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.plots.SpectrumView.Place;
import org.curvatureladder.store.Spectrum;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Eigenvalues by rank on a logarithmic axis, all rungs in one panel per setup and training time.
 * Ranks go by signed value; negative eigenvalues are drawn by their size, dotted, at the end of the
 * ranks where they stand.
 */
public final class SpectrumFigure {
  private static final int MOST_COLUMNS = 3;
  private static final int PANEL_HEIGHT = 270;
  private static final int MOST_DECADES = 12;

  private final List<String> rungs;
  private final String block;

  /**
   * A figure of the given methods.
   *
   * @param rungs method names from the top of the ladder down
   * @param block {@link Spectrum#WHOLE} or {@link Spectrum#layer}
   */
  public SpectrumFigure(List<String> rungs, String block) {
    this.rungs = List.copyOf(rungs);
    this.block = block;
  }

  /**
   * Lays the figure out.
   *
   * @param spectra of one file
   * @throws org.curvatureladder.data.InvalidInputException if there is no spectrum to draw
   */
  public PanelGrid draw(List<Spectrum> spectra) {
    SpectrumView view = new SpectrumView(spectra, block);
    List<Place> places = view.places(rungs);
    DecadeRange range =
        DecadeRange.of(
            view.spectra().stream()
                .filter(s -> rungs.contains(s.method()))
                .flatMapToDouble(s -> Arrays.stream(s.values()).map(Math::abs)),
            MOST_DECADES);
    List<Panel> panels = new ArrayList<>();
    StringBuilder description = new StringBuilder();
    boolean anyNegative = false;
    for (Place place : places) {
      description.append(view.title(place)).append(": ");
      XYChart axes = Panel.axes(new AxisRange(0, 1));
      double last = view.lastRank(place);
      range.onY(axes, 0, last);
      axes.getStyler().setXAxisMin(0.0);
      axes.getStyler().setXAxisMax(last);
      axes.getStyler().setXAxisDecimalPattern("#,##0");
      axes.getStyler().setXAxisTickMarkSpacingHint(60);
      for (String rung : rungs) {
        Optional<Spectrum> spectrum = view.find(place, rung);
        if (spectrum.isPresent()) {
          add(axes, range, spectrum.get(), Look.of(rungs.indexOf(rung)));
          anyNegative |= Arrays.stream(spectrum.get().values()).anyMatch(v -> v < -range.lowest());
          description.append(
              String.format(
                  Locale.ROOT,
                  "%s from %.3g to %.3g; ",
                  rung,
                  spectrum.get().values()[0],
                  spectrum.get().values()[spectrum.get().values().length - 1]));
        }
      }
      panels.add(new Panel(view.title(place), axes, List.of()));
    }
    List<LegendEntry> legend = new ArrayList<>();
    for (String rung : rungs) {
      if (view.spectra().stream().anyMatch(s -> s.method().equals(rung))) {
        legend.add(
            new LegendEntry(rung, Look.of(rungs.indexOf(rung)).color(), Look.INTERVAL, null));
      }
    }
    if (anyNegative) {
      legend.add(new LegendEntry("size of negative ones", Look.QUIET, Look.DOTTED, null));
    }
    return new PanelGrid(
        "Eigenvalue spectra of the rungs" + view.ofSetup(),
        "rank",
        "eigenvalue",
        panels,
        Place.columns(places, MOST_COLUMNS),
        PANEL_HEIGHT,
        legend,
        List.of(
            view.blockName()
                + ", eigenvalues in descending order. Not drawn: sizes below 1e"
                + range.low()
                + "."),
        description.toString());
  }

  private static void add(XYChart axes, DecadeRange range, Spectrum spectrum, Look look) {
    double[] ranks = Arrays.stream(spectrum.ranks()).asDoubleStream().toArray();
    double[] values = spectrum.values();
    line(axes, spectrum.method(), ranks, Arrays.stream(values).map(range::drawn).toArray())
        .setLineColor(look.color())
        .setLineStyle(Look.INTERVAL);
    double[] negative = Arrays.stream(values).map(v -> range.drawn(-v)).toArray();
    if (!Arrays.stream(negative).allMatch(Double::isNaN)) {
      line(axes, spectrum.method() + " negative", ranks, negative)
          .setLineColor(look.color())
          .setLineStyle(Look.DOTTED);
    }
  }

  private static XYSeries line(XYChart axes, String name, double[] x, double[] y) {
    XYSeries line = axes.addSeries(name, x, y);
    line.setMarker(SeriesMarkers.NONE);
    return line;
  }
}
