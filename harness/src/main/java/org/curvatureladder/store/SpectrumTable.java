package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** spectra.csv: one eigenvalue per line; see {@link CsvRows} for the format. */
public final class SpectrumTable {
  private static final CsvRows CSV =
      new CsvRows(List.of("setting", "setup", "checkpoint", "method", "block", "rank", "value"));

  private SpectrumTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, List<Spectrum> spectra) {
    CSV.write(
        file,
        spectra.stream()
            .flatMap(
                s ->
                    IntStream.range(0, s.ranks().length)
                        .mapToObj(
                            k ->
                                List.of(
                                    s.setting(),
                                    s.setup(),
                                    s.checkpoint(),
                                    s.method(),
                                    s.block(),
                                    s.ranks()[k],
                                    CsvRows.numberOrEmpty(s.values()[k])))));
  }

  /**
   * Reads a table.
   *
   * @return the spectra in the order of their first lines, ranks as they stand
   * @throws org.curvatureladder.data.DamagedDataException if it is not one; the message names the
   *     row
   * @throws StorageException if it cannot be read
   */
  public static List<Spectrum> read(Path file) {
    Map<Key, List<Entry>> found = new LinkedHashMap<>();
    CSV.read(
        file,
        cells ->
            found
                .computeIfAbsent(
                    new Key(
                        cells.get(0),
                        cells.get(1),
                        Integer.parseInt(cells.get(2)),
                        cells.get(3),
                        cells.get(4)),
                    key -> new ArrayList<>())
                .add(new Entry(Integer.parseInt(cells.get(5)), CsvRows.numberOrNan(cells.get(6)))));
    return found.entrySet().stream().map(e -> e.getKey().spectrum(e.getValue())).toList();
  }

  private record Entry(int rank, double value) {}

  private record Key(String setting, String setup, int checkpoint, String method, String block) {
    Spectrum spectrum(List<Entry> entries) {
      return new Spectrum(
          setting,
          setup,
          checkpoint,
          method,
          block,
          entries.stream().mapToInt(Entry::rank).toArray(),
          entries.stream().mapToDouble(Entry::value).toArray());
    }
  }
}
