package org.curvatureladder.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The data sets by name: what a recipe can ask for. Nothing is read before a source is loaded. */
public final class DataSources {
  private static final String CSV = "csv";
  private static final double NOISE = 0.3;
  private static final long NOISE_SEED = 0;

  private final Map<String, Supplier<DataSource>> sources = new TreeMap<>();

  /**
   * All sources except the user's own file.
   *
   * @param folder data folder: where files that are not shipped are looked for and downloaded to
   */
  public DataSources(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * All sources.
   *
   * @param folder data folder
   * @param own what {@code csv} means, if anything
   */
  public DataSources(Path folder, Optional<CsvSource> own) {
    sources.put("digits", DigitsSource::new);
    sources.put("concrete", ConcreteSource::new);
    sources.put("parkinsons", () -> new ParkinsonsSource(folder));
    sources.put("mnist", () -> new MnistSource(folder));
    sources.put("fashion-mnist", () -> new FashionMnistSource(folder));
    sources.put("fashion-mnist-subset", FashionMnistSubsetSource::new);
    sources.put(
        "fashion-mnist-subset-noisy",
        () -> new NoisyLabels(new FashionMnistSubsetSource(), NOISE, NOISE_SEED));
    sources.put(
        CSV,
        () ->
            own.orElseThrow(
                () ->
                    new InvalidInputException(
                        "data source csv: no file given; expected the path of a CSV file")));
  }

  /** The data folder of a user who names none: {@code .cache/curvature-ladder} in their home. */
  public static Path defaultFolder() {
    return Path.of(System.getProperty("user.home"), ".cache", "curvature-ladder");
  }

  /** All names, ascending. */
  public List<String> names() {
    return List.copyOf(sources.keySet());
  }

  /**
   * The source of that name.
   *
   * @throws InvalidInputException if there is none, with the nearest name; or if it is {@code csv}
   *     and no file was given
   */
  public DataSource get(String name) {
    Supplier<DataSource> source = sources.get(name);
    if (source == null) {
      throw new InvalidInputException(
          "unknown data source '%s'%s (expected one of %s)"
              .formatted(name, NearestName.hint(name, names()), String.join(", ", names())));
    }
    return source.get();
  }
}
