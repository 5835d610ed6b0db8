package org.curvatureladder.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * UCI Parkinsons telemonitoring (Tsanas, Little, McSharry and Ramig 2009): 5875 recordings of 42
 * people, target total_UPDRS. Of the 22 columns, {@code subject#} is an identifier and {@code
 * motor_UPDRS} a part of the target; both are dropped and 19 features remain: age, sex, test_time
 * and 16 measures of the voice.
 *
 * <p>Not shipped: read from {@code parkinsons/parkinsons_updrs.data} (or .gz) below the data
 * folder, or downloaded from {@link #ADDRESS}. UCI asks to cite Tsanas et al., "Accurate
 * telemonitoring of Parkinson's disease progression by non-invasive speech tests", IEEE TBME 57
 * (2010).
 *
 * @param folder the data folder
 */
public record ParkinsonsSource(Path folder) implements DataSource {
  /** Where the file comes from. */
  public static final String ADDRESS =
      "https://archive.ics.uci.edu/ml/machine-learning-databases/parkinsons/telemonitoring/"
          + "parkinsons_updrs.data";

  private static final RemoteFile FILE =
      new RemoteFile(
          "parkinsons/parkinsons_updrs.data",
          URI.create(ADDRESS),
          "f2c7d5025dec4e92e7feae367a5f7ccf58789a10ac6b54bdf15976c599f9dd39");

  /** Columns among those left when the target is taken out; the file's hash fixes their places. */
  private static final int SUBJECT = 0;

  private static final int MOTOR_UPDRS = 4;

  @Override
  public String name() {
    return "parkinsons";
  }

  @Override
  public Dataset load() {
    return read(FILE.content(folder));
  }

  @Override
  public Scaling scaling() {
    return Scaling.FEATURES_AND_TARGETS;
  }

  /** Parses the file. */
  Dataset read(byte[] content) {
    try (InputStreamReader reader =
        new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.US_ASCII)) {
      return withoutIdentifierAndPartOfTarget(
          new CsvTable(FILE.path(), reader)
              .dataset(name(), Optional.of("total_UPDRS"), Task.REGRESSION));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE.path(), e);
    }
  }

  private static Dataset withoutIdentifierAndPartOfTarget(Dataset all) {
    int width = all.featureCount();
    double[] kept = new double[all.count() * (width - 2)];
    int k = 0;
    for (int n = 0; n < all.count(); n++) {
      for (int d = 0; d < width; d++) {
        if (d != SUBJECT && d != MOTOR_UPDRS) {
          kept[k++] = all.features()[n * width + d];
        }
      }
    }
    return new Dataset(all.name(), all.count(), kept, all.targets(), width - 2, 0);
  }
}
