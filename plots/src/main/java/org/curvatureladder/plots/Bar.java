package org.curvatureladder.plots;

import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A filled rectangle on an XY chart, so that bars may stand anywhere, be stacked, point downwards
 * and share their axes with points and lines.
 *
 * @param left left edge
 * @param right right edge
 * @param from the end at which it starts
 * @param to the end that is read off
 */
record Bar(double left, double right, double from, double to) {

  void addTo(XYChart axes, String name, Color color) {
    XYSeries series =
        axes.addSeries(
            name,
            new double[] {left, left, right, right, left},
            new double[] {from, to, to, from, from});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(color);
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(SeriesMarkers.NONE);
  }
}
