package org.curvatureladder.plots;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import org.curvatureladder.store.ResultRow;

/**
 * Range of a correlation axis shared by all panels: whole tenths that hold every value, and zero.
 *
 * @param low lower end
 * @param high upper end
 */
record AxisRange(double low, double high) {
  /** The range of the given values; NaN does not count. */
  static AxisRange of(DoubleStream values) {
    DoubleSummaryStatistics seen = values.filter(v -> !Double.isNaN(v)).summaryStatistics();
    double low = Math.min(0, Math.floor(10 * seen.getMin()) / 10);
    double high = Math.max(low + 0.1, Math.ceil(10 * seen.getMax()) / 10);
    return new AxisRange(low, high);
  }

  /** A value and the ends of its interval, where it has one. */
  static DoubleStream extent(ResultRow row) {
    return row.low() == null || row.high() == null
        ? DoubleStream.of(row.value())
        : DoubleStream.of(row.value(), row.low(), row.high());
  }
}
