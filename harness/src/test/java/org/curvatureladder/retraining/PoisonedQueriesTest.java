package org.curvatureladder.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Split;
import org.curvatureladder.data.SplitFile;
import org.curvatureladder.data.Splitter;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No retraining ever reads a query point: poisoned queries leave every weight as it was. */
class PoisonedQueriesTest {
  private static final int POINTS = 24;
  private static final Splitter SPLITTER = new Splitter(0, 0.3);

  @TempDir Path folder;

  private final Architecture architecture = new Toy(true).architecture();

  private static Dataset data() {
    Random random = new Random(4);
    return new Dataset(
        "clean",
        POINTS,
        random.doubles(3L * POINTS, -1, 1).toArray(),
        random.ints(POINTS, 0, 3).asDoubleStream().toArray(),
        3,
        3);
  }

  /** Features and labels of the queries are NaN, before anything is standardised. */
  private static Dataset poisoned(Dataset clean, int[] queries) {
    double[] features = clean.features().clone();
    double[] targets = clean.targets().clone();
    for (int q : queries) {
      Arrays.fill(features, 3 * q, 3 * q + 3, Double.NaN);
      targets[q] = Double.NaN;
    }
    return new Dataset("poisoned", POINTS, features, targets, 3, 3);
  }

  private static RetrainingPlan plan(Architecture architecture, Split split) {
    return RetrainingPlan.of(
        "1x4",
        architecture,
        Toy.RECIPE,
        split.train(),
        split.query(),
        List.of(0.5),
        4,
        2,
        List.of(1, 5),
        3);
  }

  /** Weights by seed of the initialisation and epoch. */
  private Map<String, double[]> weights(Split split) {
    Trainer trainer = new Trainer(architecture, Toy.RECIPE, KernelBackend.best());
    Map<String, double[]> weights = new HashMap<>();
    RetrainingPlan plan = plan(architecture, split);
    new Retrainer(
            new Mlp(architecture),
            (train, kept, init, order, epochs) -> {
              List<Checkpoint> checkpoints = trainer.train(train, kept, init, order, epochs);
              checkpoints.forEach(c -> weights.put(init + " " + c.epoch(), c.theta()));
              return checkpoints;
            },
            split)
        .run(plan, plan.tasks(), Set.of(), 1, m -> {}, ProgressListener.SILENT);
    return weights;
  }

  @Test
  void leaveEveryWeightAsItWas() {
    Dataset all = data();
    Split clean = new SplitFile(folder.resolve("clean")).readOrCreate(all, SPLITTER);
    Split poisoned =
        new SplitFile(folder.resolve("poisoned"))
            .readOrCreate(poisoned(all, clean.queryIndices()), SPLITTER);
    assertThat(poisoned.query().features()).containsOnly(Double.NaN);
    assertThat(poisoned.train().features()).isEqualTo(clean.train().features());
    Map<String, double[]> expected = weights(clean);
    Map<String, double[]> weights = weights(poisoned);
    assertThat(weights).hasSize(16).containsOnlyKeys(expected.keySet());
    expected.forEach((key, theta) -> assertThat(weights.get(key)).isEqualTo(theta));
  }
}
