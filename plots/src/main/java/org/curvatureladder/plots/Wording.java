package org.curvatureladder.plots;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.curvatureladder.plots.ResultView.Place;
import org.curvatureladder.store.ResultRow;

/** Titles and small print of the figures, from what the results say and nothing else. */
final class Wording {
  private final ResultView table;
  private final List<ResultRow> drawn;

  /** Words about the rows that are drawn. */
  Wording(ResultView table, List<ResultRow> drawn) {
    this.table = table;
    this.drawn = drawn;
  }

  /**
   * Setup with its number of parameters, and setting and alpha where the figure shows several; of
   * several settings of one network only the setting.
   */
  String panelTitle(Place where) {
    List<String> parts = new ArrayList<>();
    boolean settings = drawn.stream().map(ResultRow::setting).distinct().count() > 1;
    boolean setups = drawn.stream().map(ResultRow::setup).distinct().count() > 1;
    if (settings) {
      parts.add(where.setting());
    }
    if (setups || !settings) {
      parts.add(where.setup());
    }
    if (!settings) {
      add(parts, "P = %s", parameters(where.setting(), where.setup()));
    }
    if (alphas().size() > 1) {
      parts.add("\u03b1 = " + number(where.alpha()));
    }
    return String.join(", ", parts);
  }

  private List<Double> parameters(String setting, String setup) {
    return table.facts(
        "parameters", row -> row.setting().equals(setting) && row.setup().equals(setup));
  }

  /**
   * For instance: alpha = 0.5 of the data kept, M = 100 masks, R = 10 retrainings each, 90 queries.
   */
  String protocol() {
    List<String> parts = new ArrayList<>();
    if (alphas().size() == 1) {
      parts.add("\u03b1 = " + numbers(alphas()) + " of the training data kept");
    }
    List<Double> masks =
        drawn.stream()
            .filter(row -> "masks".equals(row.resampled()))
            .map(row -> (double) row.n())
            .distinct()
            .sorted()
            .toList();
    add(parts, "M = %s masks", masks);
    add(parts, "R = %s retrainings per mask", table.facts("repeats", row -> true));
    add(parts, "%s queries", table.facts("queries", row -> true));
    return String.join(", ", parts);
  }

  /** For instance: 95 % bootstrap interval over masks; "no interval" if the rows have none. */
  String interval() {
    List<Double> levels =
        table.facts("confidence", row -> true).stream().map(level -> 100 * level).toList();
    String over =
        drawn.stream()
            .filter(row -> row.low() != null)
            .map(ResultRow::resampled)
            .distinct()
            .collect(Collectors.joining(" and "));
    if (over.isEmpty()) {
      return "no interval";
    }
    return (levels.isEmpty() ? "" : numbers(levels) + " % ") + "bootstrap interval over " + over;
  }

  /** A number as people write it: 1,210 and 0.5. */
  static String number(double value) {
    return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }

  private List<Double> alphas() {
    return drawn.stream().map(ResultRow::alpha).distinct().sorted().toList();
  }

  private static void add(List<String> parts, String pattern, List<Double> values) {
    if (!values.isEmpty()) {
      parts.add(pattern.formatted(numbers(values)));
    }
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(Wording::number).collect(Collectors.joining(" or "));
  }
}
