package org.curvatureladder.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UCI Concrete Compressive Strength (Yeh 1998), shipped as a resource: 1030 mixtures of 8 features
 * (kg per cubic metre of seven ingredients, age in days), target compressive strength in MPa.
 * Source, licence (CC BY 4.0) and citation stand in the README beside the resource.
 *
 * <p>Its 25 repeated rows are in the original and are kept: a query can have a twin in train.
 */
public final class ConcreteSource implements DataSource {
  private static final Resource FILE =
      new Resource(
          "concrete/concrete.csv",
          "c2690f237285ede14fa54fe05dbe6a83ce510f65de6a8c5f8cafd6cefd9f38e2");

  @Override
  public String name() {
    return "concrete";
  }

  @Override
  public Dataset load() {
    try (InputStreamReader reader =
        new InputStreamReader(
            new ByteArrayInputStream(FILE.content()), StandardCharsets.US_ASCII)) {
      return new CsvTable(FILE.path(), reader)
          .dataset(name(), Optional.of("compressive_strength"), Task.REGRESSION);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE.path(), e);
    }
  }

  @Override
  public Scaling scaling() {
    return Scaling.FEATURES_AND_TARGETS;
  }
}
