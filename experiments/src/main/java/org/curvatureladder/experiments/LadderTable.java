package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.ResultRow;

/** The console table: rung, best damping, LDS with interval, matrix error to H, seconds. */
final class LadderTable {
  private static final String LINE = "%-14s %9s  %-24s %12s %9s%n";

  private final Study study;
  private final List<ResultRow> rows;

  LadderTable(Study study, List<ResultRow> rows) {
    this.study = study;
    this.rows = rows;
  }

  void print(PrintWriter out) {
    Recipe recipe = study.recipe();
    for (Recipe.Setup setup : recipe.setups()) {
      for (double alpha : recipe.alphas()) {
        for (int epoch : recipe.checkpoints()) {
          print(out, setup, alpha, epoch);
        }
      }
    }
    out.flush();
  }

  private void print(PrintWriter out, Recipe.Setup setup, double alpha, int epoch) {
    Recipe recipe = study.recipe();
    out.printf(
        Locale.ROOT,
        "%n%s, epoch %d, alpha %s, M = %d, R = %d, measurement %s%n",
        study.describe(setup),
        epoch,
        alpha,
        recipe.masks(),
        recipe.repeats(),
        recipe.measurement().name().toLowerCase(Locale.ROOT));
    String interval = "LDS [%.0f %% interval]".formatted(100 * recipe.bootstrap().confidence());
    out.printf(LINE, "rung", "damping", interval, "error to H", "seconds");
    find(setup, alpha, epoch, Metric.TRUTH, Metric.CEILING)
        .ifPresent(row -> out.printf(LINE, "noise ceiling", "", value(row), "", ""));
    for (String rung : recipe.rungs()) {
      find(setup, alpha, epoch, rung, Metric.LDS)
          .ifPresent(
              row ->
                  out.printf(
                      LINE,
                      rung,
                      String.format(Locale.ROOT, "%.0e", row.damping()),
                      value(row),
                      number(setup, epoch, rung, Metric.ERROR_TO_H, "%.3f"),
                      number(setup, epoch, rung, Metric.SECONDS, "%.2f")));
    }
    find(setup, alpha, epoch, "gradient-dot", Metric.LDS)
        .ifPresent(row -> out.printf(LINE, "gradient dot", "", value(row), "", ""));
    printSteps(out, setup, alpha, epoch);
    find(setup, alpha, epoch, Metric.TRUTH, Metric.DIVERGED)
        .filter(row -> row.value() > 0)
        .ifPresent(
            row ->
                out.printf(
                    "%.0f of %d retrainings diverged and are left out%n", row.value(), row.n()));
  }

  private void printSteps(PrintWriter out, Recipe.Setup setup, double alpha, int epoch) {
    List<ResultRow> steps =
        rows.stream()
            .filter(
                row ->
                    row.setting().equals(study.recipe().setting())
                        && row.setup().equals(setup.name())
                        && row.alpha() == alpha
                        && row.checkpoint() == epoch
                        && row.metric().equals(Metric.LDS_STEP))
            .toList();
    if (!steps.isEmpty()) {
      out.printf("LDS lost per step, paired:");
      for (ResultRow step : steps) {
        out.printf("  %s %s", step.method(), value(step));
      }
      out.println();
    }
  }

  private static String value(ResultRow row) {
    String undefined = row.undefined() == 0 ? "" : " (" + row.undefined() + " undefined)";
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", row.value(), row.low(), row.high())
        + undefined;
  }

  private String number(Recipe.Setup setup, int epoch, String rung, String metric, String format) {
    return find(setup, Double.NaN, epoch, rung, metric)
        .map(row -> String.format(Locale.ROOT, format, row.value()))
        .orElse("");
  }

  private Optional<ResultRow> find(
      Recipe.Setup setup, double alpha, int epoch, String method, String metric) {
    return rows.stream()
        .filter(
            row ->
                row.setting().equals(study.recipe().setting())
                    && row.setup().equals(setup.name())
                    && Double.compare(row.alpha(), alpha) == 0
                    && row.checkpoint() == epoch
                    && row.method().equals(method)
                    && row.metric().equals(metric))
        .findFirst();
  }
}
