package org.curvatureladder.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retrainings of every experiment: {@code <runs>/ground-truth/<setup>-<first 12 digits of the
 * plan's identity>/part-*.parquet}. What one retraining measures depends on the identity of its
 * plan only, not on how many alphas, masks, repeats and checkpoints were asked for: plans that
 * differ in those share their retrainings, whichever experiment ran them.
 *
 * <p>"Finished" means durable in a part, at all checkpoints of the plan that asks. Rows that it
 * does not ask for are passed over. Many processes may share a folder: parts are immutable, carry
 * their content's hash in their name and their identity inside, and the same retraining stored
 * twice counts once.
 */
public final class MeasurementStore {
  static final int IDENTITY_DIGITS = 12;
  private static final Logger LOG = LoggerFactory.getLogger(MeasurementStore.class);

  private final Path root;
  private final Map<Path, Parts> parts = new ConcurrentHashMap<>();

  /**
   * The store below a folder of runs; nothing is created before the first {@link #writer}.
   *
   * @param runs where runs are kept, for instance {@code results/runs}
   */
  public MeasurementStore(Path runs) {
    this.root = runs.resolve("ground-truth");
  }

  /** Where the retrainings of a plan lie, or will. */
  public Path folder(RetrainingPlan plan) {
    return root.resolve(plan.setup() + "-" + plan.identity().substring(0, IDENTITY_DIGITS));
  }

  /**
   * The retrainings of a plan that are durable here at all of its checkpoints.
   *
   * @throws DamagedDataException if a part is damaged or of another identity
   * @throws StorageException if a part cannot be read
   */
  public Set<RetrainingTask> finished(RetrainingPlan plan) {
    Set<RetrainingTask> finished = reader(plan).finished(plan);
    LOG.info(
        "setup {}: {} of {} retrainings found finished",
        plan.setup(),
        finished.size(),
        plan.taskCount());
    return finished;
  }

  /**
   * A sink for the measurements of a plan. Close it: only then everything is durable. Before any
   * work starts it proves that files can be written, and sweeps away what a killed run left
   * half-written.
   *
   * @throws InvalidInputException if nothing can be written there
   */
  public PartWriter writer(RetrainingPlan plan) {
    AtomicFile.prepare(folder(plan));
    return new PartWriter(plan, parts(plan));
  }

  /**
   * Reads the truth of one alpha and checkpoint: M x R x Q. The absolute error is that of a
   * regression, computed from its stored loss.
   *
   * @throws InvalidInputException if a retraining of the plan is not finished
   * @throws DamagedDataException if a part is damaged, of another identity, or contradicts another
   *     part
   * @throws StorageException if a part cannot be read
   */
  public GroundTruth groundTruth(
      RetrainingPlan plan, double alpha, int checkpoint, Measurement measurement) {
    return reader(plan).groundTruth(plan, alpha, checkpoint, measurement);
  }

  /**
   * SHA-256 over the raw bits of every stored measurement that the plan asks for in the order of
   * their keys, however they are spread over parts: equal digests are equal runs.
   *
   * @throws DamagedDataException if a part is damaged, of another identity, or contradicts another
   *     part
   */
  public String measurementsDigest(RetrainingPlan plan) {
    return reader(plan).digest(plan);
  }

  /**
   * Deletes every retraining of the plan's identity, also those that only other experiments asked
   * for, so that they are run again.
   */
  public void delete(RetrainingPlan plan) {
    parts(plan).deleteAll();
  }

  private MeasurementReader reader(RetrainingPlan plan) {
    return new MeasurementReader(parts(plan));
  }

  private Parts parts(RetrainingPlan plan) {
    return parts.computeIfAbsent(folder(plan), Parts::new);
  }
}
