package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.Optional;
import org.curvatureladder.data.CsvSource;
import org.curvatureladder.data.DataSource;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.DigitsSource;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.data.Split;
import org.curvatureladder.data.SplitFile;
import org.curvatureladder.data.Splitter;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.store.MeasurementStore;
import org.curvatureladder.store.ResultStore;
import org.curvatureladder.training.Trainer;

/**
 * A recipe brought together with its data: the split every run of it shares, the retrainings that
 * all experiments share, and the folder of its results.
 *
 * @param recipe the resolved recipe
 * @param split the persisted split, standardised
 * @param measurements the retrainings of all experiments below out
 * @param folder where this recipe's results go: out/experiment/recipe-hash
 */
record Study(Recipe recipe, Split split, MeasurementStore measurements, Path folder) {

  /**
   * Loads the data and the split; the split file is written at the first use of the data.
   *
   * @throws org.curvatureladder.data.InvalidInputException if data or output folder cannot be used
   */
  static Study open(Recipe recipe, Path out) {
    Recipe.Data data = recipe.data();
    DataSource source =
        data.source().equals("csv") ? new CsvSource(Path.of(data.path())) : new DigitsSource();
    Dataset all = source.load();
    String fingerprint = Fingerprint.of(all);
    Path splitFile =
        out.resolve("splits")
            .resolve(
                "%s-%s-%s-%s.split"
                    .formatted(
                        source.name(),
                        fingerprint.substring(0, 12),
                        data.queryFraction(),
                        data.splitSeed()));
    Split split =
        new SplitFile(splitFile)
            .readOrCreate(all, new Splitter(data.splitSeed(), data.queryFraction()));
    return new Study(
        recipe,
        split,
        new MeasurementStore(out),
        ResultStore.folder(out, recipe.name(), recipe.hash(fingerprint)));
  }

  /** The network of a setup. */
  Mlp network(Recipe.Setup setup) {
    return new Mlp(recipe.architecture(setup, split.train()));
  }

  /** The trainer of a setup. */
  Trainer trainer(Recipe.Setup setup) {
    return new Trainer(
        recipe.architecture(setup, split.train()), recipe.training(), KernelBackend.best());
  }

  /** What is to be retrained for a setup. */
  RetrainingPlan plan(Recipe.Setup setup) {
    return recipe.retrainingPlan(setup, split);
  }

  /** Optimisation steps of one retraining, up to the last checkpoint. */
  long steps(RetrainingPlan plan, RetrainingTask task) {
    int perEpoch =
        SubsetDesign.keptCount(plan.points(), task.alpha()) / recipe.training().batchSize();
    return (long) plan.checkpoints().get(plan.checkpoints().size() - 1) * perEpoch;
  }

  /** Checks every setup's plan and sizes before any work starts. */
  void check() {
    recipe.setups().forEach(this::plan);
    MemoryNeed.largest(this).requireAvailable();
  }

  /** The setup's name and size, for instance {@code 1x16 (64-16-10 gelu, P = 1210)}. */
  String describe(Recipe.Setup setup) {
    Mlp network = network(setup);
    return "%s (%s, P = %,d)"
        .formatted(
            setup.name(), network.architecture().describe(), network.layout().parameterCount());
  }

  /** The one alpha of the recipe, if it has one only. */
  Optional<Double> onlyAlpha() {
    return recipe.alphas().size() == 1 ? Optional.of(recipe.alphas().get(0)) : Optional.empty();
  }
}
