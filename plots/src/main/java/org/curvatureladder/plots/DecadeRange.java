package org.curvatureladder.plots;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Range of a logarithmic axis: whole powers of ten.
 *
 * @param low exponent of the lower end
 * @param high exponent of the upper end
 */
record DecadeRange(int low, int high) {
  /** More labels than this would write into each other. */
  private static final int MOST_LABELS = 7;

  /**
   * The range of the positive values among these, and at most {@code most} decades from the top
   * down: below lies what rounding left of zero.
   */
  static DecadeRange of(DoubleStream values, int most) {
    DoubleSummaryStatistics seen = values.filter(v -> v > 0).summaryStatistics();
    if (seen.getCount() == 0) {
      return new DecadeRange(-1, 0);
    }
    int high = (int) Math.ceil(Math.log10(seen.getMax()));
    int low = (int) Math.floor(Math.log10(seen.getMin()));
    return new DecadeRange(Math.max(Math.min(low, high - 1), high - most), high);
  }

  double lowest() {
    return Math.pow(10, low);
  }

  double highest() {
    return Math.pow(10, high);
  }

  /** The value where it can be drawn, else NaN. */
  double drawn(double value) {
    return value >= lowest() ? value : Double.NaN;
  }

  /**
   * Makes the y axis this range, with one grid line per decade from {@code left} to {@code right}:
   * XChart's own would be nine per decade.
   */
  void onY(XYChart axes, double left, double right) {
    XYStyler style = axes.getStyler();
    style.setYAxisLogarithmic(true);
    // A tick exactly on the edge of the axes would lose its label.
    style.setYAxisMin(lowest() * 0.8);
    style.setYAxisMax(highest() * 1.25);
    style.setYAxisTickLabelsFormattingFunction(this::label);
    style.setPlotGridHorizontalLinesVisible(false);
    for (int exponent = low; exponent <= high; exponent++) {
      double y = Math.pow(10, exponent);
      XYSeries line =
          axes.addSeries("grid 1e" + exponent, new double[] {left, right}, new double[] {y, y});
      line.setLineColor(Look.GRID);
      line.setLineStyle(Look.SOLID);
      line.setMarker(SeriesMarkers.NONE);
    }
  }

  /** Makes the x axis this range. */
  void onX(XYChart axes) {
    XYStyler style = axes.getStyler();
    style.setXAxisLogarithmic(true);
    style.setXAxisMin(lowest() * 0.8);
    style.setXAxisMax(highest() * 1.25);
    style.setXAxisTickLabelsFormattingFunction(this::label);
  }

  private String label(double value) {
    long exponent = Math.round(Math.log10(value));
    int every = (high - low + MOST_LABELS - 1) / MOST_LABELS;
    return Math.floorMod(exponent, (long) every) == 0 ? "1e" + exponent : "";
  }
}
