package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curvatureladder.data.DamagedDataException;

/**
 * heatmap.csv: one tile per line, columns from the row on (the rest is its mirror image), layers
 * counted from 1; see {@link CsvRows} for the format. Values are stored in single precision: they
 * are looked at as colours.
 */
public final class HeatMapTable {
  private static final CsvRows CSV =
      new CsvRows(
          List.of(
              "setting",
              "setup",
              "checkpoint",
              "method",
              "row",
              "column",
              "row_layer",
              "column_layer",
              "value"));

  private HeatMapTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, List<HeatMap> maps) {
    CSV.write(
        file,
        maps.stream()
            .flatMap(
                map ->
                    IntStream.range(0, map.layers().length)
                        .boxed()
                        .flatMap(
                            r ->
                                IntStream.range(r, map.layers().length)
                                    .mapToObj(
                                        c ->
                                            List.of(
                                                map.setting(),
                                                map.setup(),
                                                map.checkpoint(),
                                                map.method(),
                                                r,
                                                c,
                                                map.layers()[r] + 1,
                                                map.layers()[c] + 1,
                                                (float) map.values()[r][c])))));
  }

  /**
   * Reads a table.
   *
   * @throws DamagedDataException if it is not one, naming the row, or a map is not complete
   * @throws StorageException if it cannot be read
   */
  public static List<HeatMap> read(Path file) {
    Map<Key, Tiles> found = new LinkedHashMap<>();
    CSV.read(
        file,
        cells ->
            found
                .computeIfAbsent(
                    new Key(
                        cells.get(0), cells.get(1), Integer.parseInt(cells.get(2)), cells.get(3)),
                    key -> new Tiles())
                .add(
                    Integer.parseInt(cells.get(4)),
                    Integer.parseInt(cells.get(5)),
                    Integer.parseInt(cells.get(7)),
                    Double.parseDouble(cells.get(8))));
    return found.entrySet().stream().map(e -> e.getValue().map(e.getKey())).toList();
  }

  private record Key(String setting, String setup, int checkpoint, String method) {}

  /** Tiles in the order in which they are written: any other order is damage. */
  private static final class Tiles {
    private final List<Integer> layers = new ArrayList<>();
    private final List<List<Double>> rows = new ArrayList<>();

    void add(int row, int column, int columnLayer, double value) {
      if (row == rows.size() && column == row) {
        rows.add(new ArrayList<>());
      }
      if (row != rows.size() - 1 || column != row + rows.get(row).size()) {
        throw new IllegalArgumentException("tile (%d, %d) out of order".formatted(row, column));
      }
      if (row == 0) {
        layers.add(columnLayer - 1);
      }
      rows.get(row).add(value);
    }

    HeatMap map(Key key) {
      int n = layers.size();
      double[][] values = new double[n][n];
      for (int r = 0; r < n; r++) {
        if (r >= rows.size() || rows.get(r).size() != n - r) {
          throw new DamagedDataException(
              "the heat map of %s for setup %s, checkpoint %d is not complete; run again"
                  .formatted(key.method(), key.setup(), key.checkpoint()));
        }
        for (int c = r; c < n; c++) {
          values[r][c] = rows.get(r).get(c - r);
          values[c][r] = values[r][c];
        }
      }
      return new HeatMap(
          key.setting(),
          key.setup(),
          key.checkpoint(),
          key.method(),
          layers.stream().mapToInt(layer -> layer).toArray(),
          values);
    }
  }
}
