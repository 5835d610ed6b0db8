package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.store.ResultRow;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Values with their intervals, drawn as markers on vertical bars. XChart's own error bars are
 * symmetric, intervals are not: the bars are a series of their own, broken by NaN.
 */
final class Points {
  private final List<Double> x = new ArrayList<>();
  private final List<Double> y = new ArrayList<>();
  private final List<Double> barX = new ArrayList<>();
  private final List<Double> barY = new ArrayList<>();

  void add(double at, ResultRow row) {
    x.add(at);
    y.add(row.value());
    if (row.low() != null && row.high() != null) {
      barX.addAll(List.of(at, at, at));
      barY.addAll(List.of(row.low(), row.high(), Double.NaN));
    }
  }

  /** Adds the bars and then the markers on top; nothing if there are no points. */
  void addTo(XYChart axes, String name, Look look) {
    if (!barX.isEmpty()) {
      XYSeries bars = axes.addSeries(name + " interval", barX, barY);
      bars.setLineColor(look.color());
      bars.setLineStyle(Look.INTERVAL);
      bars.setMarker(SeriesMarkers.NONE);
    }
    if (!x.isEmpty()) {
      XYSeries markers = axes.addSeries(name, x, y);
      markers.setLineStyle(SeriesLines.NONE);
      markers.setMarker(look.marker());
      markers.setMarkerColor(look.color());
    }
  }
}
