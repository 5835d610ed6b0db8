package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;

/**
 * The console table of attribution methods and solvers: LDS with interval, how far a solver is from
 * the solution, seconds; then the paired differences. Of iterates, the last ones.
 */
final class AttributionTable {
  private static final String LINE = "%-24s %9s  %-24s %14s %9s%n";

  private final Study study;
  private final List<ResultRow> rows;

  AttributionTable(Study study, List<ResultRow> rows) {
    this.study = study;
    this.rows =
        rows.stream().filter(row -> row.setting().equals(study.recipe().setting())).toList();
  }

  void print(PrintWriter out) {
    study.recipe().setups().forEach(setup -> print(out, setup));
    out.flush();
  }

  private void print(PrintWriter out, Recipe.Setup setup) {
    Recipe recipe = study.recipe();
    List<ResultRow> own = rows.stream().filter(r -> r.setup().equals(setup.name())).toList();
    int last =
        own.stream()
            .flatMap(row -> IterationMethod.parse(row.method()).stream())
            .mapToInt(IterationMethod::iteration)
            .max()
            .orElse(0);
    out.printf(
        Locale.ROOT,
        "%n%s, alpha %s, M = %d, R = %d, measurement %s%n",
        study.describe(setup),
        recipe.alphas().get(0),
        recipe.masks(),
        recipe.repeats(),
        recipe.measurement().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    String interval = "LDS [%.0f %% interval]".formatted(100 * recipe.bootstrap().confidence());
    out.printf(LINE, "method", "damping", interval, "objective gap", "seconds");
    find(own, Metric.TRUTH, Metric.CEILING)
        .ifPresent(row -> out.printf(LINE, "noise ceiling", "", value(row), "", ""));
    own.stream()
        .filter(row -> row.metric().equals(Metric.LDS) && isShown(row, last))
        .forEach(
            row ->
                out.printf(
                    LINE,
                    row.method(),
                    row.damping() == null ? "" : String.format(Locale.ROOT, "%.1e", row.damping()),
                    value(row),
                    number(own, row.method(), Metric.OBJECTIVE_GAP, "%.3e"),
                    number(own, row.method(), Metric.SECONDS, "%.2f")));
    own.stream()
        .filter(row -> row.metric().equals(Metric.LDS_DIFFERENCE) && isShownDifference(row, last))
        .forEach(
            row ->
                out.printf(
                    Locale.ROOT,
                    "%s: %s, p = %s%n",
                    row.method(),
                    value(row),
                    number(own, row.method(), Metric.P_VALUE, "%.3f")));
    find(own, Metric.TRUTH, Metric.DIVERGED)
        .filter(row -> row.value() > 0)
        .ifPresent(
            row ->
                out.printf(
                    "%.0f of %d retrainings diverged and are left out%n", row.value(), row.n()));
  }

  private static boolean isShown(ResultRow row, int last) {
    return IterationMethod.parse(row.method()).map(at -> at.iteration() == last).orElse(true);
  }

  /** A difference of iterates names the iteration twice. */
  private static boolean isShownDifference(ResultRow row, int last) {
    return !row.method().contains("@") || row.method().contains("@" + last + " - ");
  }

  private static String value(ResultRow row) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", row.value(), row.low(), row.high());
  }

  private static String number(List<ResultRow> rows, String method, String metric, String format) {
    return find(rows, method, metric)
        .map(row -> String.format(Locale.ROOT, format, row.value()))
        .orElse("");
  }

  private static Optional<ResultRow> find(List<ResultRow> rows, String method, String metric) {
    return rows.stream()
        .filter(row -> row.method().equals(method) && row.metric().equals(metric))
        .findFirst();
  }
}
