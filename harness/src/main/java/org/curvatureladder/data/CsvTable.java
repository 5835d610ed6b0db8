package org.curvatureladder.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cells of a comma-separated file, and their reading as a data set. */
final class CsvTable {
  private final String where;
  private final Optional<List<String>> header;
  private final List<String[]> rows;
  private final int columns;

  /**
   * Reads all cells and checks that there are some and that all rows are equally long.
   *
   * @param where what messages call the file
   */
  CsvTable(String where, Reader reader) throws IOException {
    this.where = where;
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();
    List<String[]> lines;
    try (MappingIterator<String[]> cells = mapper.readerFor(String[].class).readValues(reader)) {
      lines = cells.readAll();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s, line %d: %s".formatted(where, e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
    while (!lines.isEmpty() && String.join("", lines.get(lines.size() - 1)).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    if (lines.isEmpty()) {
      throw new InvalidInputException(where + " is empty");
    }
    boolean headed = Arrays.stream(lines.get(0)).noneMatch(cell -> number(cell).isPresent());
    this.header = headed ? Optional.of(List.of(lines.get(0))) : Optional.empty();
    this.rows = headed ? lines.subList(1, lines.size()) : lines;
    this.columns = lines.get(0).length;
    if (rows.isEmpty()) {
      throw new InvalidInputException(where + " has a header and no examples");
    }
    if (columns < 2) {
      throw new InvalidInputException(
          where + " has 1 column, expected at least one feature and the target");
    }
    for (int r = 0; r < rows.size(); r++) {
      if (rows.get(r).length != columns) {
        throw new InvalidInputException(
            "%s, line %d: %d columns, expected %d"
                .formatted(where, line(r), rows.get(r).length, columns));
      }
    }
  }

  /** The data set with the named target column, or the last one. */
  Dataset dataset(String name, Optional<String> targetName, Task task) {
    int target = targetName.map(this::column).orElse(columns - 1);
    double[] features = new double[rows.size() * (columns - 1)];
    int k = 0;
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        if (c != target) {
          features[k++] = requireNumber(r, c);
        }
      }
    }
    double[] targets = new double[rows.size()];
    int classes = 0;
    if (task == Task.REGRESSION) {
      for (int r = 0; r < targets.length; r++) {
        targets[r] = requireNumber(r, target);
      }
    } else {
      Map<String, Integer> indices = classes(target);
      classes = indices.size();
      for (int r = 0; r < targets.length; r++) {
        targets[r] = indices.get(rows.get(r)[target]);
      }
    }
    return new Dataset(name, rows.size(), features, targets, columns - 1, classes);
  }

  /** Class index by label: integers before words, each in ascending order. */
  private Map<String, Integer> classes(int target) {
    Map<String, Integer> classes =
        new TreeMap<>(
            Comparator.comparing((String label) -> number(label).orElse(Double.MAX_VALUE))
                .thenComparing(Comparator.naturalOrder()));
    for (int r = 0; r < rows.size(); r++) {
      String label = rows.get(r)[target];
      if (label.isEmpty() || number(label).filter(v -> v != Math.rint(v)).isPresent()) {
        throw new InvalidInputException(
            "%s: '%s' is not a class, expected an integer or a word (or a regression task)"
                .formatted(cell(r, target), label));
      }
      classes.put(label, 0);
    }
    if (classes.size() < 2) {
      throw new InvalidInputException(
          "%s has only the class '%s', expected at least 2 classes"
              .formatted(where, rows.get(0)[target]));
    }
    int index = 0;
    for (Map.Entry<String, Integer> entry : classes.entrySet()) {
      entry.setValue(index++);
    }
    return classes;
  }

  private int column(String name) {
    List<String> names =
        header.orElseThrow(
            () ->
                new InvalidInputException(
                    "%s has no header line, so no column '%s'".formatted(where, name)));
    int index = names.indexOf(name);
    if (index < 0) {
      throw new InvalidInputException(
          "%s has no column '%s'%s (its columns: %s)"
              .formatted(where, name, NearestName.hint(name, names), String.join(", ", names)));
    }
    return index;
  }

  private double requireNumber(int row, int column) {
    String text = rows.get(row)[column];
    return number(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: '%s' is not a finite number".formatted(cell(row, column), text)));
  }

  private String cell(int row, int column) {
    String name = header.map(names -> " (" + names.get(column) + ")").orElse("");
    return "%s, line %d, column %d%s".formatted(where, line(row), column + 1, name);
  }

  private int line(int row) {
    return row + 1 + (header.isPresent() ? 1 : 0);
  }

  private static Optional<Double> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
