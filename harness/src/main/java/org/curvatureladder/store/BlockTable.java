package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** blocks.csv: one {@link BlockRow} per line; see {@link CsvRows} for the format. */
public final class BlockTable {
  private static final CsvRows CSV =
      new CsvRows(
          List.of(
              "setting", "setup", "checkpoint", "reference", "method", "layer", "metric", "value"));

  private BlockTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, List<BlockRow> rows) {
    CSV.write(
        file,
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.setting(),
                        row.setup(),
                        row.checkpoint(),
                        row.reference(),
                        row.method(),
                        row.layer(),
                        row.metric(),
                        CsvRows.numberOrEmpty(row.value()))));
  }

  /**
   * Reads a table.
   *
   * @throws org.curvatureladder.data.DamagedDataException if it is not one; the message names the
   *     row
   * @throws StorageException if it cannot be read
   */
  public static List<BlockRow> read(Path file) {
    List<BlockRow> rows = new ArrayList<>();
    CSV.read(
        file,
        cells ->
            rows.add(
                new BlockRow(
                    cells.get(0),
                    cells.get(1),
                    Integer.parseInt(cells.get(2)),
                    cells.get(3),
                    cells.get(4),
                    Integer.parseInt(cells.get(5)),
                    cells.get(6),
                    CsvRows.numberOrNan(cells.get(7)))));
    return rows;
  }
}
