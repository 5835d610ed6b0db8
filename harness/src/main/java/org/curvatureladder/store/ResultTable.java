package org.curvatureladder.store;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.curvatureladder.data.DamagedDataException;

/**
 * results.csv: one {@link ResultRow} per line (RFC 4180, lines end with LF). Numbers are the
 * shortest decimals that read back to the same bits, on every JDK; NaN and null are empty cells.
 */
public final class ResultTable {
  private static final List<String> COLUMNS =
      List.of(
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
          "undefined");

  private ResultTable() {}

  /**
   * Writes the table, whole or not at all.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, List<ResultRow> rows) {
    StringWriter text = new StringWriter();
    // Before JDK 19 Double.toString is not always the shortest; Jackson's own writer is.
    CsvMapper mapper =
        CsvMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
    try (SequenceWriter lines = mapper.writer(CsvSchema.emptySchema()).writeValues(text)) {
      lines.write(COLUMNS);
      for (ResultRow row : rows) {
        lines.write(cells(row));
      }
    } catch (IOException e) {
      throw StorageException.writing(file, e);
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a table.
   *
   * @throws DamagedDataException if it is not one; the message names the row
   * @throws StorageException if it cannot be read
   */
  public static List<ResultRow> read(Path file) {
    List<ResultRow> rows = new ArrayList<>();
    try (MappingIterator<List<String>> lines =
        new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(Files.readString(file))) {
      if (!lines.hasNext() || !lines.next().equals(COLUMNS)) {
        throw new DamagedDataException(
            file + ": expected the columns " + String.join(",", COLUMNS));
      }
      while (lines.hasNext()) {
        rows.add(row(file, rows.size() + 1, lines.next()));
      }
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
    return rows;
  }

  private static List<Object> cells(ResultRow row) {
    return Arrays.asList(
        row.setup(),
        numberOrEmpty(row.alpha()),
        row.checkpoint(),
        row.method(),
        numberOrEmpty(row.damping()),
        row.metric(),
        numberOrEmpty(row.value()),
        numberOrEmpty(row.low()),
        numberOrEmpty(row.high()),
        row.n(),
        row.resampled(),
        row.undefined());
  }

  private static Object numberOrEmpty(Double value) {
    return value == null || value.isNaN() ? "" : value;
  }

  private static ResultRow row(Path file, int number, List<String> cells) {
    try {
      return new ResultRow(
          cells.get(0),
          numberOrNan(cells.get(1)),
          Integer.parseInt(cells.get(2)),
          cells.get(3),
          numberOrNull(cells.get(4)),
          cells.get(5),
          numberOrNan(cells.get(6)),
          numberOrNull(cells.get(7)),
          numberOrNull(cells.get(8)),
          Integer.parseInt(cells.get(9)),
          cells.get(10),
          Integer.parseInt(cells.get(11)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new DamagedDataException(
          "%s row %d is damaged (%s); delete the file and run again"
              .formatted(file, number, e.getMessage()));
    }
  }

  private static double numberOrNan(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private static Double numberOrNull(String cell) {
    return cell.isEmpty() ? null : Double.valueOf(cell);
  }
}
