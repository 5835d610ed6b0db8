package org.curvatureladder.plots.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as the report writes them. */
final class Numbers {
  private static final double SMALLEST_PLAIN = 5e-4;
  private static final double LARGEST_PLAIN = 1e6;
  private static final double WHOLE = 100;

  private Numbers() {}

  /** Three decimals, whole from 100 on, a power of ten where that would show nothing. */
  static String value(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "undefined";
    }
    if (size != 0 && (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN)) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return format(size >= WHOLE ? "#,##0.#" : "0.000", value);
  }

  /** For instance {@code [0.026, 0.052]}; empty without an interval. */
  static String interval(Double low, Double high) {
    if (low == null || high == null) {
      return "";
    }
    // An end near 0 is written like the other one.
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean thousandths = size >= SMALLEST_PLAIN && size < WHOLE;
    return thousandths
        ? "[" + format("0.000", low) + ", " + format("0.000", high) + "]"
        : "[" + value(low) + ", " + value(high) + "]";
  }

  /** A probability with its sign, {@code = 0.017} or {@code < 0.001}: never 0. */
  static String probability(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    return p < 0.001 ? "< 0.001" : "= " + format("0.000", p);
  }

  /** A number as it was chosen: 0.5, 1e-3. */
  static String plain(double value) {
    double size = Math.abs(value);
    if (size > 0 && size < 0.01) {
      return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
          .format(value)
          .replace('E', 'e');
    }
    return format("0.####", value);
  }

  /** A count with thousands separated. */
  static String count(double value) {
    return format("#,##0", value);
  }

  /** 45 s, 12 min, 3.4 h. */
  static String seconds(double seconds) {
    if (seconds < 120) {
      return format("0.#", seconds) + " s";
    }
    double minutes = seconds / 60;
    return minutes < 120 ? format("0", minutes) + " min" : format("0.0", minutes / 60) + " h";
  }

  private static String format(String pattern, double value) {
    // Minus zero is zero.
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value)
        .replaceAll("^-(0(\\.0*)?)$", "$1");
  }
}
