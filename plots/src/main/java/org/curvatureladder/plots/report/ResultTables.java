package org.curvatureladder.plots.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.verdict.RowNames;

/** The rows of an experiment as tables, one per metric; columns that say nothing are left out. */
final class ResultTables {
  /** Metrics that are facts of a run rather than results, shown together in the last table. */
  private static final Set<String> FACTS =
      Set.of(
          "parameters",
          RowNames.REPEATS,
          "queries",
          RowNames.CONFIDENCE,
          "diverged",
          "seconds",
          "split-half");

  private static final String FACTS_TITLE = "Facts of the run";
  private static final Map<String, String> TITLES = titles();

  private ResultTables() {}

  /**
   * A table.
   *
   * @param title above it
   * @param size how many rows, in words
   * @param open whether it is shown at once
   * @param headings one per column
   * @param rows cells
   */
  record Table(String title, String size, boolean open, List<Heading> headings, List<Line> rows) {}

  /**
   * Head of a column.
   *
   * @param text in words
   * @param number whether it is set and sorted as a number
   */
  record Heading(String text, boolean number) {}

  /** One row of a table. */
  record Line(List<Cell> cells) {}

  /**
   * One cell.
   *
   * @param text shown
   * @param key sorted by
   * @param number set as a number
   */
  record Cell(String text, String key, boolean number) {}

  /** How a column is made from a row. */
  private record Column(
      String heading,
      boolean number,
      Function<ResultRow, String> text,
      Function<ResultRow, String> key) {

    static Column words(String heading, Function<ResultRow, String> text) {
      return new Column(heading, false, text, text);
    }

    static Column number(
        String heading, Function<ResultRow, String> text, ToDoubleFunction<ResultRow> key) {
      return new Column(
          heading,
          true,
          text,
          row -> {
            double value = key.applyAsDouble(row);
            return Double.isNaN(value) ? "" : Double.toString(value);
          });
    }
  }

  /** All tables: known metrics first, the first of them open, facts last. */
  static List<Table> of(List<ResultRow> rows) {
    Map<String, List<ResultRow>> byTitle = new LinkedHashMap<>();
    TITLES.values().forEach(title -> byTitle.put(title, new ArrayList<>()));
    Map<Object, ResultRow> tests = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      if (row.metric().equals(RowNames.P_VALUE)) {
        tests.put(identity(row), row);
      } else if (!FACTS.contains(row.metric())) {
        byTitle
            .computeIfAbsent(
                TITLES.getOrDefault(row.metric(), row.metric()), title -> new ArrayList<>())
            .add(row);
      }
    }
    byTitle.put(FACTS_TITLE, rows.stream().filter(r -> FACTS.contains(r.metric())).toList());
    byTitle.values().removeIf(List::isEmpty);
    List<Table> tables = new ArrayList<>();
    byTitle.forEach((title, found) -> tables.add(table(title, found, tests, tables.isEmpty())));
    return tables;
  }

  private static Table table(
      String title, List<ResultRow> rows, Map<Object, ResultRow> tests, boolean open) {
    boolean paired =
        rows.stream()
            .anyMatch(
                row ->
                    row.metric().equals(RowNames.LDS_STEP)
                        || row.metric().equals(RowNames.LDS_DIFFERENCE));
    ToDoubleFunction<ResultRow> p =
        row -> {
          ResultRow test = paired ? tests.get(identity(row)) : null;
          return test == null ? Double.NaN : test.value();
        };
    boolean facts = title.equals(FACTS_TITLE);
    List<Column> columns = new ArrayList<>(columns(facts, p));
    // What is empty or the same everywhere says nothing.
    columns.removeIf(column -> rows.stream().allMatch(blank(column)));
    columns.removeIf(
        column ->
            column.heading().equals("setting")
                && rows.stream().map(ResultRow::setting).distinct().count() == 1);
    columns.removeIf(
        column ->
            column.heading().equals("undefined")
                && rows.stream().allMatch(row -> row.undefined() == 0));
    return new Table(
        title,
        rows.size() == 1 ? "1 row" : rows.size() + " rows",
        open,
        columns.stream().map(column -> new Heading(column.heading(), column.number())).toList(),
        rows.stream()
            .map(
                row ->
                    new Line(
                        columns.stream()
                            .map(
                                column ->
                                    new Cell(
                                        column.text().apply(row),
                                        column.key().apply(row),
                                        column.number()))
                            .toList()))
            .toList());
  }

  private static Predicate<ResultRow> blank(Column column) {
    return row -> column.text().apply(row).isEmpty();
  }

  private static List<Column> columns(boolean facts, ToDoubleFunction<ResultRow> p) {
    return List.of(
        Column.words("setting", ResultRow::setting),
        Column.words("setup", ResultRow::setup),
        Column.number(
            "\u03b1",
            row -> Double.isNaN(row.alpha()) ? "" : Numbers.plain(row.alpha()),
            ResultRow::alpha),
        Column.number("epoch", row -> "" + row.checkpoint(), row -> row.checkpoint()),
        Column.words("method", row -> Findings.arrows(row.method())),
        Column.words("fact", row -> facts ? row.metric() : ""),
        Column.number(
            "value",
            row -> facts ? Numbers.plain(row.value()) : Numbers.value(row.value()),
            ResultRow::value),
        Column.number(
            "interval", row -> Numbers.interval(row.low(), row.high()), row -> orNan(row.low())),
        Column.number(
            "p, uncorrected",
            row -> Numbers.probability(p.applyAsDouble(row)).replace("= ", ""),
            p),
        Column.number(
            "damping",
            row -> row.damping() == null ? "" : Numbers.plain(row.damping()),
            row -> orNan(row.damping())),
        Column.number("n", row -> Numbers.count(row.n()), row -> row.n()),
        Column.words("resampled", ResultRow::resampled),
        Column.number("undefined", row -> Numbers.count(row.undefined()), row -> row.undefined()));
  }

  private static double orNan(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static Object identity(ResultRow row) {
    return List.of(row.setting(), row.setup(), row.alpha(), row.checkpoint(), row.method());
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put(RowNames.LDS, "LDS at the chosen damping");
    titles.put(RowNames.LDS_STEP, "LDS lost at each step, paired");
    titles.put(RowNames.LDS_DIFFERENCE, "LDS differences, paired");
    titles.put("lds-gain", "LDS gained over the gradient dot product, paired");
    titles.put("noise-ceiling", "Noise ceiling");
    titles.put(RowNames.STEP_ERROR_SHARE, "Squared-error share of each step");
    titles.put("relative-error-to-H", "Relative matrix error to H");
    titles.put(RowNames.OBJECTIVE_GAP, "Objective left");
    titles.put("lds-curve", "LDS at every damping");
    return titles;
  }
}
