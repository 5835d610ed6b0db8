package org.curvatureladder.plots.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.verdict.RowNames;

/** What the rows of an experiment show, in one sentence per kind of row that there is. */
final class Findings {
  private static final Set<String> PAIRED = Set.of(RowNames.LDS_STEP, RowNames.LDS_DIFFERENCE);
  private static final String CEILING = "noise-ceiling";
  private static final String ERROR = "relative-error-to-H";

  private final List<ResultRow> rows;

  Findings(List<ResultRow> rows) {
    this.rows = rows.stream().filter(row -> !Double.isNaN(row.value())).toList();
  }

  /** The sentences; empty if the rows are of no kind that has one. */
  String text() {
    List<String> sentences = new ArrayList<>();
    List<ResultRow> lds = of(Set.of(RowNames.LDS));
    if (!lds.isEmpty()) {
      sentences.add(
          "LDS runs from %s to %s%s.".formatted(where(least(lds)), where(most(lds)), ceiling()));
    }
    List<ResultRow> paired = of(PAIRED).stream().filter(row -> row.low() != null).toList();
    if (!paired.isEmpty()) {
      long above = paired.stream().filter(row -> row.low() > 0).count();
      long below = paired.stream().filter(row -> row.high() < 0).count();
      ResultRow largest =
          paired.stream()
              .max(Comparator.comparingDouble(row -> Math.abs(row.value())))
              .orElseThrow();
      sentences.add(
          ("Of %d paired LDS differences %d lie above 0, %d below and %d cannot be told from 0"
                  + " (single intervals, not corrected for their number); the largest is %s, %s.")
              .formatted(
                  paired.size(),
                  above,
                  below,
                  paired.size() - above - below,
                  where(largest),
                  Numbers.interval(largest.low(), largest.high())));
    }
    List<ResultRow> errors = of(Set.of(ERROR)).stream().filter(row -> row.value() > 0).toList();
    if (!errors.isEmpty()) {
      sentences.add(
          "The relative matrix error to H runs from %s to %s."
              .formatted(where(least(errors)), where(most(errors))));
    }
    return String.join(" ", sentences);
  }

  private String ceiling() {
    List<ResultRow> ceilings = of(Set.of(CEILING));
    return ceilings.isEmpty()
        ? ""
        : ", under noise ceilings of %s to %s"
            .formatted(
                Numbers.value(least(ceilings).value()), Numbers.value(most(ceilings).value()));
  }

  private List<ResultRow> of(Set<String> metrics) {
    return rows.stream().filter(row -> metrics.contains(row.metric())).toList();
  }

  private static ResultRow least(List<ResultRow> rows) {
    return rows.stream().min(Comparator.comparingDouble(ResultRow::value)).orElseThrow();
  }

  private static ResultRow most(List<ResultRow> rows) {
    return rows.stream().max(Comparator.comparingDouble(ResultRow::value)).orElseThrow();
  }

  /** For instance: 0.120 (K-FAC, 4x16, epoch 1000). */
  private String where(ResultRow row) {
    List<String> parts = new ArrayList<>();
    parts.add(arrows(row.method()));
    if (rows.stream().map(ResultRow::setting).distinct().count() > 1) {
      parts.add(row.setting());
    }
    parts.add(row.setup());
    if (rows.stream().mapToDouble(ResultRow::alpha).filter(a -> !Double.isNaN(a)).distinct().count()
        > 1) {
      parts.add("\u03b1 = " + Numbers.plain(row.alpha()));
    }
    parts.add("epoch " + row.checkpoint());
    return Numbers.value(row.value()) + " (" + String.join(", ", parts) + ")";
  }

  /** A step as people write it. */
  static String arrows(String method) {
    return method.replace("->", " \u2192 ");
  }
}
