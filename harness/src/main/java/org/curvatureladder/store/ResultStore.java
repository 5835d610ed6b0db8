package org.curvatureladder.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of one recipe, {@code <root>/<experiment>/<recipe-hash>/}: recipe.yaml,
 * environment.json, retrains/part-*.parquet and results.csv.
 *
 * <p>"Finished" means durable in a part. Many processes may share a folder: parts are immutable,
 * carry their content's hash in their name and their plan's digest inside, and the same retraining
 * stored twice counts once.
 */
public final class ResultStore {
  private static final Logger LOG = LoggerFactory.getLogger(ResultStore.class);

  private final Path folder;
  private final Parts parts;
  private final MeasurementReader reader;

  private ResultStore(Path folder) {
    this.folder = folder;
    this.parts = new Parts(folder.resolve("retrains"));
    this.reader = new MeasurementReader(parts);
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
    ResultStore store = new ResultStore(folder);
    try {
      Files.createDirectories(store.parts.folder());
      try (AtomicFile probe = new AtomicFile(store.parts.folder(), "probe")) {
        Files.write(probe.path(), new byte[1 << 16]);
      }
      int swept = AtomicFile.sweep(folder) + AtomicFile.sweep(store.parts.folder());
      if (swept > 0) {
        LOG.info("{} unfinished files of a killed run removed from {}", swept, folder);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write to the output folder %s: %s; expected a folder that can be written to"
              .formatted(folder, StorageException.reason(e)));
    }
    return store;
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

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /**
   * The retrainings of a plan that are durable here.
   *
   * @throws DamagedDataException if a part is damaged or belongs to another plan
   */
  public Set<RetrainingTask> finished(RetrainingPlan plan) {
    Set<RetrainingTask> finished = reader.finished(plan);
    LOG.info(
        "setup {}: {} of {} retrainings found finished",
        plan.setup(),
        finished.size(),
        plan.taskCount());
    return finished;
  }

  /** A sink for the measurements of a plan. Close it: only then everything is durable. */
  public PartWriter writer(RetrainingPlan plan) {
    return new PartWriter(plan, parts);
  }

  /**
   * Reads the truth of one alpha and checkpoint: M x R x Q.
   *
   * @throws InvalidInputException if a retraining of the plan is not finished
   * @throws DamagedDataException if a part is damaged, belongs to another plan, or contradicts
   *     another part
   * @throws StorageException if a part cannot be read
   */
  public GroundTruth groundTruth(
      RetrainingPlan plan, double alpha, int checkpoint, Measurement measurement) {
    return reader.groundTruth(plan, alpha, checkpoint, measurement);
  }

  /**
   * SHA-256 over the raw bits of every stored measurement in the order of their keys, however they
   * are spread over parts: equal digests are equal runs.
   *
   * @throws DamagedDataException if a part is damaged or contradicts another part
   */
  public String measurementsDigest() {
    return reader.digest();
  }

  /** Deletes all measurements, so that every retraining is run again. */
  public void deleteMeasurements() {
    parts.deleteAll();
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

  /** Writes results.csv. */
  public void writeResults(List<ResultRow> rows) {
    ResultTable.write(folder.resolve("results.csv"), rows);
  }

  /**
   * Reads results.csv.
   *
   * @throws InvalidInputException if there is none yet
   * @throws DamagedDataException if it is damaged
   */
  public List<ResultRow> readResults() {
    Path file = folder.resolve("results.csv");
    if (!Files.exists(file)) {
      throw new InvalidInputException(file + " does not exist; run the experiment to the end");
    }
    return ResultTable.read(file);
  }
}
