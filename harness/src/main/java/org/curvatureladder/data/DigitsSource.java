package org.curvatureladder.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * scikit-learn's Digits, shipped as a resource: 1797 examples of 64 grey values 0..16 and 10
 * classes. Source, licence (CC BY 4.0) and citation stand in the README beside the resource.
 */
public final class DigitsSource implements DataSource {
  static final String RESOURCE = "digits.csv.gz";
  private static final String SHA_256 =
      "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a";
  private static final int COUNT = 1797;
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public Dataset load() {
    try (InputStream in = DigitsSource.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new DamagedDataException(
            RESOURCE + " is missing from the library: build or download it anew");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks the hash before unzipping and the shape after reading. */
  Dataset read(byte[] zipped) throws IOException {
    String hash = new Fingerprint().addBytes(zipped, 0, zipped.length).hex();
    if (!hash.equals(SHA_256)) {
      throw new DamagedDataException(
          "%s is damaged: SHA-256 %s, expected %s".formatted(RESOURCE, hash, SHA_256));
    }
    try (InputStreamReader reader =
        new InputStreamReader(
            new GZIPInputStream(new ByteArrayInputStream(zipped)), StandardCharsets.US_ASCII)) {
      Dataset digits =
          new CsvTable(RESOURCE, reader).dataset(name(), Optional.empty(), Task.CLASSIFICATION);
      if (digits.count() != COUNT
          || digits.featureCount() != PIXELS
          || digits.classCount() != CLASSES) {
        throw new DamagedDataException(
            "%s holds %d x %d values in %d classes, expected %d x %d in %d"
                .formatted(
                    RESOURCE,
                    digits.count(),
                    digits.featureCount(),
                    digits.classCount(),
                    COUNT,
                    PIXELS,
                    CLASSES));
      }
      return digits;
    }
  }
}
