package org.curvatureladder.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;

/**
 * The results of one recipe, {@code <root>/<experiment>/<recipe-hash>/}: recipe.yaml,
 * environment.json and results.csv. The retrainings they rest on are shared by all experiments and
 * lie in the {@link MeasurementStore}.
 */
public final class ResultStore {
  private static final String PREDICTIONS = "predictions";

  private final Path folder;

  private ResultStore(Path folder) {
    this.folder = folder;
  }

  /** {@code <root>/<experiment>/<recipe-hash>}. */
  public static Path folder(Path root, String experiment, RecipeHash hash) {
    return root.resolve(experiment).resolve(hash.value());
  }

  /**
   * Opens a folder for writing: creates it, proves that files can be written there before any work
   * starts, and sweeps away what a killed run left half-written.
   *
   * @throws InvalidInputException if nothing can be written there
   */
  public static ResultStore create(Path folder) {
    AtomicFile.prepare(folder);
    return new ResultStore(folder);
  }

  /**
   * Opens a folder for reading.
   *
   * @throws InvalidInputException if there is none
   */
  public static ResultStore existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "no results in " + folder + "; expected the folder of an experiment that has been run");
    }
    return new ResultStore(folder);
  }

  /** Opens a folder for parts and predictions; it is made when the first of them is written. */
  public static ResultStore ofParts(Path folder) {
    return new ResultStore(folder);
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** Writes recipe.yaml, the resolved recipe. */
  public void writeRecipe(String yaml) {
    AtomicFile.write(folder.resolve("recipe.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** Where recipe.yaml is. */
  public Path recipeFile() {
    return folder.resolve("recipe.yaml");
  }

  /** Writes environment.json. */
  public void writeProvenance(Provenance provenance) {
    provenance.write(folder.resolve("environment.json"));
  }

  /** Writes results.csv and the tables beside it. */
  public void writeEvaluation(Evaluation evaluation) {
    evaluation.write(folder);
  }

  /**
   * Reads results.csv and the tables beside it.
   *
   * @throws InvalidInputException if the experiment has not been run to the end
   * @throws DamagedDataException if one of them is damaged
   */
  public Evaluation readEvaluation() {
    return Evaluation.read(folder)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    folder.resolve("results.csv")
                        + " does not exist; run the experiment to the end"));
  }

  /**
   * What has been evaluated of one setup by one build of the program; empty if nothing has. A run
   * that was interrupted goes on after it.
   *
   * @param build identifies the program: another one may compute other numbers
   */
  public Optional<Evaluation> readPart(String build, String setting, String setup) {
    return Evaluation.read(part(build, setting, setup));
  }

  /**
   * Keeps the evaluation of one setup for {@link #readPart}.
   *
   * @throws StorageException if it cannot be written
   */
  public void writePart(String build, String setting, String setup, Evaluation evaluation) {
    Path part = part(build, setting, setup);
    AtomicFile.extend(part);
    evaluation.write(part);
  }

  /**
   * What one build of the program has scored of one model by one method; empty if it has not.
   *
   * @param masks M
   * @param queries Q
   * @throws DamagedDataException if the file does not hold M x Q predictions
   */
  public Optional<Predictions> readPredictions(
      String build,
      String setting,
      String setup,
      String method,
      int model,
      int masks,
      int queries) {
    Path file = predictions(build, setting, setup, method, model);
    return Files.exists(file)
        ? Optional.of(PredictionTable.read(file, masks, queries))
        : Optional.empty();
  }

  /**
   * Keeps the predictions of one method and model for {@link #readPredictions}: scoring one large
   * model takes minutes, and an interrupted run goes on after it.
   *
   * @throws StorageException if they cannot be written
   */
  public void writePredictions(
      String build,
      String setting,
      String setup,
      String method,
      int model,
      Predictions predictions) {
    AtomicFile.extend(part(build, setting, setup).resolve(PREDICTIONS));
    PredictionTable.write(predictions(build, setting, setup, method, model), predictions);
  }

  private Path predictions(String build, String setting, String setup, String method, int model) {
    return part(build, setting, setup).resolve(PREDICTIONS).resolve(method + "-" + model + ".csv");
  }

  private Path part(String build, String setting, String setup) {
    return folder.resolve("evaluated").resolve(build).resolve(setting).resolve(setup);
  }
}
