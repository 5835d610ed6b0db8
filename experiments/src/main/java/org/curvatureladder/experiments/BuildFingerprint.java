package org.curvatureladder.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.data.Fingerprint;

/**
 * Identifies the program by the content of its classes: what one build has evaluated another must
 * not go on with.
 */
final class BuildFingerprint {
  private static final int DIGITS = 12;

  private BuildFingerprint() {}

  /** The first 12 hex digits of the SHA-256 of all classes of this program, libraries excluded. */
  static String ofThisBuild() {
    Fingerprint fingerprint = new Fingerprint();
    for (Class<?> type : List.of(Fingerprint.class, BuildFingerprint.class)) {
      add(fingerprint, type);
    }
    return fingerprint.hex().substring(0, DIGITS);
  }

  private static void add(Fingerprint fingerprint, Class<?> type) {
    try {
      Path code = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(code)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          byte[] bytes = Files.readAllBytes(file);
          fingerprint.add(code.relativize(file).toString()).addBytes(bytes, 0, bytes.length);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
