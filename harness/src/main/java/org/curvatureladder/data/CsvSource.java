package org.curvatureladder.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's own comma-separated file: UTF-8, one example per line, every feature a finite number,
 * one target column. The first line is a header when none of its values is a number. A class may be
 * an integer or a word.
 *
 * @param file the file
 * @param target name of the target column in the header; empty means the last column
 * @param task classification or regression
 */
public record CsvSource(Path file, Optional<String> target, Task task) implements DataSource {

  /** Classification by the last column. */
  public CsvSource(Path file) {
    this(file, Optional.empty(), Task.CLASSIFICATION);
  }

  /** The file's name without its ending. */
  @Override
  public String name() {
    return String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  @Override
  public Dataset load() {
    if (!Files.exists(file)) {
      throw new InvalidInputException("data file %s does not exist".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("data file %s is not a file".formatted(file));
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return new CsvTable(file.toString(), reader).dataset(name(), target, task);
    } catch (MalformedInputException e) {
      throw new InvalidInputException("data file %s is not UTF-8 text".formatted(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          "data file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
