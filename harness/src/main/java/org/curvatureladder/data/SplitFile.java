package org.curvatureladder.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One split, computed once and kept in a text file:
 *
 * <pre>
 *   curvature-ladder split 1
 *   data-sha256 6fe1...
 *   examples 1797
 *   seed 0
 *   query-fraction 0.1
 *   query 3 17 21 ...
 *   sha256 of the lines above
 * </pre>
 *
 * The lines after {@code examples} are the rule's own. Rows that are not queries train; where the
 * rule leaves rows out, a line {@code train 0 5 6 ...} names those that do.
 *
 * <p>The stored rows count, not the generator that drew them: a later version reads the same split.
 *
 * @param path the file
 */
public record SplitFile(Path path) {
  private static final String TRAIN = "train ";
  private static final String QUERY = "query ";
  private static final String CHECKSUM = "sha256 ";

  /**
   * The stored split of {@code all}, or a new one that is stored first.
   *
   * @param all every example of the source
   * @param rule how its rows are divided
   * @param scaling what is standardised; not a part of the file, the rows do not depend on it
   * @throws DamagedDataException if the file is damaged or belongs to other data or another rule
   * @throws InvalidInputException if the split cannot be made, or the file not be read or written
   */
  public Split readOrCreate(Dataset all, SplitRule rule, Scaling scaling) {
    try {
      String header = header(all, rule);
      if (!Files.exists(path)) {
        write(header, rows(rule.draw(all.count()), all.count()));
      }
      return read(header, all.count()).split(all, scaling);
    } catch (IOException e) {
      throw new InvalidInputException(
          "split file %s cannot be read or written: %s".formatted(path, e));
    }
  }

  /** The same with standardised features, and targets as they are. */
  public Split readOrCreate(Dataset all, SplitRule rule) {
    return readOrCreate(all, rule, Scaling.FEATURES);
  }

  private static String header(Dataset all, SplitRule rule) {
    return String.join(
        "\n",
        "curvature-ladder split 1",
        "data-sha256 " + Fingerprint.of(all),
        "examples " + all.count(),
        rule.description());
  }

  private static String rows(SplitRows rows, int count) {
    boolean allUsed = rows.train().length + rows.query().length == count;
    return (allUsed ? "" : line(TRAIN, rows.train())) + line(QUERY, rows.query());
  }

  private static String line(String key, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" ", key, "\n"));
  }

  private static int[] parse(String key, String line) {
    return Arrays.stream(line.substring(key.length()).split(" "))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private void write(String header, String rows) throws IOException {
    String body = header + rows;
    String text = body + CHECKSUM + checksum(body) + "\n";
    Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
    // Two shards may create the same split at once: each writes its own file, the last rename wins.
    Path temporary =
        path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private SplitRows read(String header, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(CHECKSUM);
    if (end < 0
        || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
      throw new DamagedDataException(
          "split file %s is damaged, its checksum does not match: restore it, or delete it with all results made from it"
              .formatted(path));
    }
    String[] stored = text.substring(0, end).split("\n");
    String[] expected = header.split("\n");
    for (int k = 0; k < expected.length; k++) {
      if (!stored[k].equals(expected[k])) {
        throw new DamagedDataException(
            "split file %s is not the split asked for: it says '%s', expected '%s'"
                .formatted(path, stored[k], expected[k]));
      }
    }
    String first = stored[expected.length];
    return first.startsWith(TRAIN)
        ? new SplitRows(parse(TRAIN, first), parse(QUERY, stored[expected.length + 1]))
        : SplitRows.allExcept(parse(QUERY, first), count);
  }

  private static String checksum(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Fingerprint().addBytes(bytes, 0, bytes.length).hex();
  }
}
