package org.curvatureladder.plots;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.XYStyler;

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

  void onY(XYStyler style) {
    style.setYAxisLogarithmic(true);
    style.setYAxisLogarithmicDecadeOnly(true);
    // A tick exactly on the edge of the axes would lose its label.
    style.setYAxisMin(lowest() * 0.8);
    style.setYAxisMax(highest() * 1.25);
    style.setYAxisTickLabelsFormattingFunction(this::label);
  }

  void onX(XYStyler style) {
    style.setXAxisLogarithmic(true);
    style.setXAxisLogarithmicDecadeOnly(true);
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
