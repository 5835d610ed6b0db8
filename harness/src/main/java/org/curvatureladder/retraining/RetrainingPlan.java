package org.curvatureladder.retraining;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.training.TrainingRecipe;

/**
 * Everything that fixes the leave-some-out measurements of one setup: per kept fraction alpha, M
 * masks, each retrained R times and measured on Q queries at every checkpoint.
 *
 * @param setup name of the setup; it enters the seeds
 * @param architecture the architecture in words, {@link Architecture#describe()}
 * @param training SHA-256 of the training recipe
 * @param data SHA-256 of the training and the query set
 * @param points number of training points N
 * @param queries number of queries Q
 * @param alphas kept fractions
 * @param masks masks per alpha M
 * @param repeats retrainings per mask R
 * @param checkpoints epochs at which a retraining is measured, ascending
 * @param seed base seed of masks, initialisations and data orders
 */
public record RetrainingPlan(
    String setup,
    String architecture,
    String training,
    String data,
    int points,
    int queries,
    List<Double> alphas,
    int masks,
    int repeats,
    List<Integer> checkpoints,
    long seed) {
  /**
   * Raised when a build trains or measures to other bits than the one before; a test compares with
   * stored bits.
   */
  private static final int METHOD = 1;

  private static final double EXAMPLE_ALPHA = 0.5;

  /** Copies the lists and checks the counts. */
  public RetrainingPlan {
    alphas = List.copyOf(alphas);
    checkpoints = List.copyOf(checkpoints);
    if (points < 2 || queries < 1 || masks < 1 || repeats < 1) {
      throw new IllegalArgumentException("counts must be positive");
    }
    if (alphas.isEmpty() || checkpoints.isEmpty()) {
      throw new IllegalArgumentException("need at least one alpha and one checkpoint");
    }
  }

  /**
   * The plan for given data.
   *
   * @throws InvalidInputException if a mask would keep fewer points than one batch, or an alpha
   *     does not allow M distinct masks
   */
  public static RetrainingPlan of(
      String setup,
      Architecture architecture,
      TrainingRecipe training,
      Dataset train,
      Dataset query,
      List<Double> alphas,
      int masks,
      int repeats,
      List<Integer> checkpoints,
      long seed) {
    RetrainingPlan plan =
        new RetrainingPlan(
            setup,
            architecture.describe(),
            trainingDigest(training),
            dataDigest(train, query),
            train.count(),
            query.count(),
            alphas,
            masks,
            repeats,
            checkpoints,
            seed);
    for (double alpha : alphas) {
      int kept = plan.design(alpha).keptCount();
      if (kept < training.batchSize()) {
        throw new InvalidInputException(
            "batch %d is larger than the %d points that alpha %s keeps of %d; expected at most %d"
                .formatted(training.batchSize(), kept, alpha, train.count(), kept));
      }
    }
    return plan;
  }

  /** Not of its toString: how Java writes a double has changed between releases. */
  private static String trainingDigest(TrainingRecipe training) {
    return new Fingerprint()
        .add(training.learningRate())
        .add(training.finalLearningRate())
        .add(training.momentum())
        .add(training.weightDecay())
        .add(training.schedule().name())
        .add(training.scheduleEpochs())
        .add(training.batchSize())
        .add(training.precision().name())
        .hex();
  }

  static String dataDigest(Dataset train, Dataset query) {
    return new Fingerprint().add(Fingerprint.of(train)).add(Fingerprint.of(query)).hex();
  }

  /** The M masks of one kept fraction; the same for every setup of equal seed and N. */
  public SubsetDesign design(double alpha) {
    return SubsetDesign.random(points, alpha, masks, seed);
  }

  /**
   * SHA-256 over what the measurements of one (alpha, mask, repeat, checkpoint) are a function of:
   * setup, architecture, training recipe, data, seed, and how this build draws masks, derives seeds
   * and trains. How many alphas, masks, repeats and checkpoints are asked for is not a part of it,
   * so that plans that differ in those only share their retrainings.
   */
  public String identity() {
    return new Fingerprint()
        .add(METHOD)
        .add(setup)
        .add(architecture)
        .add(training)
        .add(data)
        .add(points)
        .add(queries)
        .add(seed)
        // By example, so that other code for masks or seeds is another identity by itself.
        .add(SubsetDesign.random(points, EXAMPLE_ALPHA, 1, seed).digest())
        .add(Retrainer.seed(this, "init", new RetrainingTask(setup, EXAMPLE_ALPHA, 0, 0)))
        .hex();
  }

  /** Whether a retraining is one of {@link #tasks()}. */
  public boolean contains(RetrainingTask task) {
    return task.setup().equals(setup)
        && alphas.contains(task.alpha())
        && task.mask() < masks
        && task.repeat() < repeats;
  }

  /** Number of retrainings: alphas x M x R. */
  public int taskCount() {
    return alphas.size() * masks * repeats;
  }

  /**
   * Every retraining, by repeat first, then alpha, then mask: an interrupted run already has one
   * repeat of every mask, which is what a first answer needs.
   */
  public List<RetrainingTask> tasks() {
    List<RetrainingTask> tasks = new ArrayList<>(taskCount());
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (double alpha : alphas) {
        for (int mask = 0; mask < masks; mask++) {
          tasks.add(new RetrainingTask(setup, alpha, mask, repeat));
        }
      }
    }
    return tasks;
  }

  /**
   * Every n-th retraining starting with the i-th, for sharing a plan among machines.
   *
   * @param shard i, 0-based
   * @param shards n
   */
  public List<RetrainingTask> tasks(int shard, int shards) {
    if (shards < 1 || shard < 0 || shard >= shards) {
      throw new InvalidInputException(
          "shard %d of %d; expected 0 <= shard < number of shards".formatted(shard, shards));
    }
    List<RetrainingTask> all = tasks();
    List<RetrainingTask> mine = new ArrayList<>();
    for (int t = shard; t < all.size(); t += shards) {
      mine.add(all.get(t));
    }
    return mine;
  }
}
