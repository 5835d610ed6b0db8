package org.curvatureladder.store;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.curvatureladder.data.DamagedDataException;

/**
 * A CSV file with a header line (RFC 4180, lines end with LF). Numbers are the shortest decimals
 * that read back to the same bits, on every JDK; NaN and null are empty cells.
 *
 * @param columns the header
 */
record CsvRows(List<String> columns) {

  /**
   * Writes a header and rows of cells, whole or not at all.
   *
   * @throws StorageException if the file cannot be written
   */
  void write(Path file, Stream<List<Object>> rows) {
    StringWriter text = new StringWriter();
    // Before JDK 19 Double.toString is not always the shortest; Jackson's own writer is.
    CsvMapper mapper =
        CsvMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
    try (SequenceWriter lines = mapper.writer(CsvSchema.emptySchema()).writeValues(text)) {
      lines.write(columns);
      for (List<Object> row : (Iterable<List<Object>>) rows::iterator) {
        lines.write(row);
      }
    } catch (IOException e) {
      throw StorageException.writing(file, e);
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Hands the cells of every row to {@code parse}.
   *
   * @throws DamagedDataException if the header is another one or a row cannot be parsed; the
   *     message names the row
   * @throws StorageException if the file cannot be read
   */
  void read(Path file, Consumer<List<String>> parse) {
    try (Reader text = Files.newBufferedReader(file);
        MappingIterator<List<String>> lines =
            new CsvMapper()
                .readerForListOf(String.class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(text)) {
      if (!lines.hasNext() || !lines.next().equals(columns)) {
        throw new DamagedDataException(
            file + ": expected the columns " + String.join(",", columns));
      }
      for (int row = 1; lines.hasNext(); row++) {
        List<String> cells = lines.next();
        try {
          parse.accept(cells);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          throw new DamagedDataException(
              "%s row %d is damaged (%s); delete the file and run again"
                  .formatted(file, row, e.getMessage()));
        }
      }
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  static Object numberOrEmpty(Double value) {
    return value == null || value.isNaN() ? "" : value;
  }

  static double numberOrNan(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  static Double numberOrNull(String cell) {
    return cell.isEmpty() ? null : Double.valueOf(cell);
  }
}
