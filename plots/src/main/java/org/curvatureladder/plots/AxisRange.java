package org.curvatureladder.plots;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.curvatureladder.store.ResultRow;

/**
 * Range of a linear axis shared by all panels: it holds every value, and zero.
 *
 * @param low lower end
 * @param high upper end
 */
record AxisRange(double low, double high) {
  private static final double ROUNDING = 1e-6;

  /** The range in whole tenths: for correlations. */
  static AxisRange of(DoubleStream values) {
    return of(values, 0.1);
  }

  /** The range in whole units that holds the given values and zero; NaN does not count. */
  static AxisRange of(DoubleStream values, double unit) {
    DoubleSummaryStatistics seen = values.filter(v -> !Double.isNaN(v)).summaryStatistics();
    double perUnit = Math.rint(1 / unit);
    // What rounding adds to a round number does not need a unit more.
    double low = Math.min(0, Math.floor(perUnit * seen.getMin() + ROUNDING) / perUnit);
    double high = Math.max(low + unit, Math.ceil(perUnit * seen.getMax() - ROUNDING) / perUnit);
    return new AxisRange(low, high);
  }

  /** A value and the ends of its interval, where it has one. */
  static DoubleStream extent(ResultRow row) {
    return row.low() == null || row.high() == null
        ? DoubleStream.of(row.value())
        : DoubleStream.of(row.value(), row.low(), row.high());
  }
}
