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
 * The stored rows count, not the generator that drew them: a later version reads the same split.
 *
 * @param path the file
 */
public record SplitFile(Path path) {
  private static final String QUERY = "query ";
  private static final String CHECKSUM = "sha256 ";

  /**
   * The stored split of {@code all}, or a new one that is stored first.
   *
   * @throws DamagedDataException if the file is damaged or belongs to other data or another
   *     splitter
   * @throws InvalidInputException if the split cannot be made, or the file not be read or written
   */
  public Split readOrCreate(Dataset all, Splitter splitter) {
    try {
      if (!Files.exists(path)) {
        write(header(all, splitter), splitter.queryIndices(all.count()));
      }
      return Splitter.split(all, read(all, splitter));
    } catch (IOException e) {
      throw new InvalidInputException(
          "split file %s cannot be read or written: %s".formatted(path, e));
    }
  }

  private static String header(Dataset all, Splitter splitter) {
    return String.join(
        "\n",
        "curvature-ladder split 1",
        "data-sha256 " + Fingerprint.of(all),
        "examples " + all.count(),
        "seed " + splitter.seed(),
        "query-fraction " + splitter.queryFraction(),
        "");
  }

  private void write(String header, int[] queryIndices) throws IOException {
    String body =
        header
            + QUERY
            + Arrays.stream(queryIndices)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "))
            + "\n";
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

  private int[] read(Dataset all, Splitter splitter) throws IOException {
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
    String[] expected = header(all, splitter).split("\n");
    for (int k = 0; k < expected.length; k++) {
      if (!stored[k].equals(expected[k])) {
        throw new DamagedDataException(
            "split file %s is not the split asked for: it says '%s', expected '%s'"
                .formatted(path, stored[k], expected[k]));
      }
    }
    return Arrays.stream(stored[expected.length].substring(QUERY.length()).split(" "))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static String checksum(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Fingerprint().addBytes(bytes, 0, bytes.length).hex();
  }
}
