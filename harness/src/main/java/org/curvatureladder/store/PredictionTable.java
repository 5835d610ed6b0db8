package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.DamagedDataException;

/** One prediction per line, masks in their order; see {@link CsvRows} for the format. */
final class PredictionTable {
  private static final CsvRows CSV =
      new CsvRows(List.of("damping", "seconds", "mask", "query", "prediction"));

  private PredictionTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  static void write(Path file, Predictions predictions) {
    double[][] values = predictions.values();
    CSV.write(
        file,
        IntStream.range(0, values.length)
            .boxed()
            .flatMap(
                j ->
                    IntStream.range(0, values[j].length)
                        .mapToObj(
                            q ->
                                List.of(
                                    CsvRows.numberOrEmpty(predictions.damping()),
                                    predictions.seconds(),
                                    j,
                                    q,
                                    CsvRows.numberOrEmpty(values[j][q])))));
  }

  /**
   * Reads a table of a known size.
   *
   * @throws DamagedDataException if it is not one of M x Q predictions
   * @throws StorageException if it cannot be read
   */
  static Predictions read(Path file, int masks, int queries) {
    List<Double> dampings = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    double[][] values = new double[masks][queries];
    CSV.read(
        file,
        cells -> {
          int line = seconds.size();
          int mask = Integer.parseInt(cells.get(2));
          int query = Integer.parseInt(cells.get(3));
          if (mask != line / queries || query != line % queries) {
            throw new IllegalArgumentException(
                "mask %d, query %d out of order".formatted(mask, query));
          }
          dampings.add(CsvRows.numberOrNull(cells.get(0)));
          seconds.add(Double.valueOf(cells.get(1)));
          values[mask][query] = CsvRows.numberOrNan(cells.get(4));
        });
    if (seconds.size() != masks * queries || seconds.isEmpty()) {
      throw new DamagedDataException(
          "%s: expected %d x %d predictions, found %d; delete the file and run again"
              .formatted(file, masks, queries, seconds.size()));
    }
    return new Predictions(dampings.get(0), seconds.get(0), values);
  }
}
