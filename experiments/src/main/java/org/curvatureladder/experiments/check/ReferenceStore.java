package org.curvatureladder.experiments.check;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.AtomicFile;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultTable;

/**
 * The accepted numbers: one table of results per experiment and profile, {@code
 * <experiment>-<profile>.csv}, and accepted.csv, which says who accepted what and why, the newest
 * last. To be kept under version control.
 *
 * @param folder where they are
 */
public record ReferenceStore(Path folder) {
  private static final String LOG = "accepted.csv";

  /** Every experiment with accepted numbers, the newest acceptance of each. */
  public List<Acceptance> current() {
    List<Acceptance> current = new ArrayList<>();
    for (Acceptance entry : log()) {
      current.removeIf(
          old ->
              old.experiment().equals(entry.experiment()) && old.profile().equals(entry.profile()));
      current.add(entry);
    }
    return current;
  }

  /** The newest acceptance of an experiment. */
  public Optional<Acceptance> find(String experiment, String profile) {
    return current().stream()
        .filter(entry -> entry.experiment().equals(experiment) && entry.profile().equals(profile))
        .findFirst();
  }

  /**
   * The accepted rows.
   *
   * @throws InvalidInputException if there are none
   */
  public List<ResultRow> rows(Acceptance accepted) {
    Path table = table(accepted);
    if (!Files.exists(table)) {
      throw new InvalidInputException(
          "%s names %s, which does not exist; expected it beside it".formatted(LOG, table));
    }
    return ResultTable.read(table);
  }

  /** Takes rows as the accepted ones, and writes down why. */
  public void accept(Acceptance acceptance, List<ResultRow> rows) {
    List<Acceptance> log = new ArrayList<>(log());
    log.add(acceptance);
    try {
      Files.createDirectories(folder);
      ResultTable.write(table(acceptance), rows);
      CsvMapper csv = new CsvMapper();
      String text = csv.writer(schema(csv)).writeValueAsString(log);
      AtomicFile.write(folder.resolve(LOG), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path table(Acceptance acceptance) {
    return folder.resolve(acceptance.experiment() + "-" + acceptance.profile() + ".csv");
  }

  private List<Acceptance> log() {
    Path file = folder.resolve(LOG);
    if (!Files.exists(file)) {
      return List.of();
    }
    CsvMapper csv = new CsvMapper();
    try (MappingIterator<Acceptance> entries =
        csv.readerFor(Acceptance.class).with(schema(csv)).readValues(file.toFile())) {
      return entries.readAll();
    } catch (IOException e) {
      throw new DamagedDataException(
          "%s is damaged: %s; restore it from version control"
              .formatted(file, e.getMessage().lines().findFirst().orElse("")));
    }
  }

  private static CsvSchema schema(CsvMapper csv) {
    return csv.schemaFor(Acceptance.class).withHeader();
  }
}
