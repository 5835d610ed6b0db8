package org.curvatureladder.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.Fingerprint;

/**
 * The immutable, content-addressed Parquet parts of one folder. A part is named {@code
 * part-<setup>-<retrainings>-<hash>.parquet}: the setup, how many retrainings it holds, and the
 * first 32 hex digits of the SHA-256 of its bytes, so that a truncated or changed part is known as
 * such, and what it costs to lose it.
 */
final class Parts {
  private static final int HASH_DIGITS = 32;
  private static final Pattern NAME =
      Pattern.compile("part-(.+)-(\\d+)-([0-9a-f]{" + HASH_DIGITS + "})\\.parquet");

  private final Path folder;
  private final Set<Path> verified = new HashSet<>();

  Parts(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** The name of a part with the given content. */
  static String nameOf(String setup, int retrainings, Path content) throws IOException {
    return "part-%s-%d-%s.parquet".formatted(setup, retrainings, hash(content));
  }

  /**
   * All parts, in the order of their names.
   *
   * @throws DamagedDataException if a part's content does not fit its name
   */
  synchronized List<Path> all() {
    List<Path> parts = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return parts;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "part-*.parquet")) {
      files.forEach(parts::add);
      parts.sort(null);
      for (Path part : parts) {
        verify(part);
      }
    } catch (IOException e) {
      throw StorageException.reading(folder, e);
    }
    return parts;
  }

  /** Deletes every part, damaged ones too. */
  synchronized void deleteAll() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "part-*.parquet")) {
      for (Path part : files) {
        Files.deleteIfExists(part);
      }
      verified.clear();
    } catch (IOException e) {
      throw StorageException.writing(folder, e);
    }
  }

  private void verify(Path part) throws IOException {
    Matcher name = match(part);
    if (!verified.contains(part)) {
      if (!hash(part).equals(name.group(3))) {
        throw new DamagedDataException(
            "%s is damaged: its content does not match the hash in its name; delete it and run again, its %s retrainings will be repeated"
                .formatted(part, name.group(2)));
      }
      verified.add(part);
    }
  }

  private static Matcher match(Path part) {
    Matcher name = NAME.matcher(String.valueOf(part.getFileName()));
    if (!name.matches()) {
      throw new DamagedDataException(
          part
              + " has been renamed; expected part-<setup>-<retrainings>-<hash>.parquet;"
              + " delete it and run again, its retrainings will be repeated");
    }
    return name;
  }

  private static String hash(Path file) throws IOException {
    Fingerprint hash = new Fingerprint();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.addBytes(buffer, 0, n);
      }
    }
    return hash.hex().substring(0, HASH_DIGITS);
  }
}
