package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** results.csv: one {@link ResultRow} per line; see {@link CsvRows} for the format. */
public final class ResultTable {
  private static final CsvRows CSV =
      new CsvRows(
          List.of(
              "setting",
              "setup",
              "alpha",
              "checkpoint",
              "method",
              "damping",
              "metric",
              "value",
              "low",
              "high",
              "n",
              "resampled",
              "undefined"));

  private ResultTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, List<ResultRow> rows) {
    CSV.write(file, rows.stream().map(ResultTable::cells));
  }

  /**
   * Reads a table.
   *
   * @throws org.curvatureladder.data.DamagedDataException if it is not one; the message names the
   *     row
   * @throws StorageException if it cannot be read
   */
  public static List<ResultRow> read(Path file) {
    List<ResultRow> rows = new ArrayList<>();
    CSV.read(file, cells -> rows.add(row(cells)));
    return rows;
  }

  private static List<Object> cells(ResultRow row) {
    return Arrays.asList(
        row.setting(),
        row.setup(),
        CsvRows.numberOrEmpty(row.alpha()),
        row.checkpoint(),
        row.method(),
        CsvRows.numberOrEmpty(row.damping()),
        row.metric(),
        CsvRows.numberOrEmpty(row.value()),
        CsvRows.numberOrEmpty(row.low()),
        CsvRows.numberOrEmpty(row.high()),
        row.n(),
        row.resampled(),
        row.undefined());
  }

  private static ResultRow row(List<String> cells) {
    return new ResultRow(
        cells.get(0),
        cells.get(1),
        CsvRows.numberOrNan(cells.get(2)),
        Integer.parseInt(cells.get(3)),
        cells.get(4),
        CsvRows.numberOrNull(cells.get(5)),
        cells.get(6),
        CsvRows.numberOrNan(cells.get(7)),
        CsvRows.numberOrNull(cells.get(8)),
        CsvRows.numberOrNull(cells.get(9)),
        Integer.parseInt(cells.get(10)),
        cells.get(11),
        Integer.parseInt(cells.get(12)));
  }
}
