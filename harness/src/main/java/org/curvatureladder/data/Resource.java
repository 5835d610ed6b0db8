package org.curvatureladder.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A data file shipped with the library, beside this class.
 *
 * @param path below this package, for instance {@code concrete/concrete.csv}
 * @param sha256 SHA-256 of the unzipped content, 64 lower-case hex digits
 */
record Resource(String path, String sha256) {

  /**
   * The unzipped content.
   *
   * @throws DamagedDataException if it is missing or has another hash
   */
  byte[] content() {
    try (InputStream in = Resource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new DamagedDataException(
            path + " is missing from the library: build or download it anew");
      }
      byte[] content = FileContent.read(in);
      String found = FileContent.sha256(content);
      if (!found.equals(sha256)) {
        throw new DamagedDataException(
            "%s is damaged: its content has SHA-256 %s, expected %s"
                .formatted(path, found, sha256));
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
