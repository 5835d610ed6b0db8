package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.Optional;
import org.curvatureladder.data.CsvSource;
import org.curvatureladder.data.DataSource;
import org.curvatureladder.data.DataSources;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.data.Split;
import org.curvatureladder.data.SplitFile;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.data.Task;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.store.MeasurementStore;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Trainer;

/**
 * One setting of an experiment brought together with its data: the split every run of it shares,
 * the retrainings that all experiments share, and the folder of its results.
 *
 * @param recipe the resolved setting
 * @param split the persisted split, standardised
 * @param measurements the retrainings of all experiments below out
 * @param folder where the experiment's results go
 * @param alone where they would go if this were its only setting: what is evaluated of the setting
 *     is kept there, so that other choices of settings find it
 */
record Study(Recipe recipe, Split split, MeasurementStore measurements, Path folder, Path alone) {

  /** Where the recipe's data come from. */
  static DataSource source(Recipe recipe, Path data) {
    Recipe.Data wanted = recipe.data();
    Optional<CsvSource> own =
        wanted.path().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new CsvSource(
                    Path.of(wanted.path()),
                    Optional.of(wanted.target()).filter(target -> !target.isEmpty()),
                    recipe.loss() == Loss.CROSS_ENTROPY ? Task.CLASSIFICATION : Task.REGRESSION));
    return new DataSources(data, own).get(wanted.source());
  }

  /**
   * Divides the data; the split file is written at their first use.
   *
   * @throws org.curvatureladder.data.InvalidInputException if they cannot be divided so
   */
  static Study open(
      Recipe recipe, DataSource source, Dataset all, Path out, Path folder, Path alone) {
    Path file =
        out.resolve("splits")
            .resolve(
                "%s-%s-%s.split"
                    .formatted(
                        source.name(),
                        Fingerprint.of(all).substring(0, 12),
                        recipe.data().sizes()));
    Split split =
        new SplitFile(file).readOrCreate(all, recipe.data().rule(source), source.scaling());
    return new Study(recipe, split, new MeasurementStore(out), folder, alone);
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

  /** The setup's name, after the setting's where there are several. */
  String label(Recipe.Setup setup) {
    return recipe.setting().equals(ResultRow.ONLY_SETTING)
        ? setup.name()
        : recipe.setting() + " " + setup.name();
  }

  /** The setup's name and size, for instance {@code 1x16 (64-16-10 gelu, P = 1210)}. */
  String describe(Recipe.Setup setup) {
    Mlp network = network(setup);
    return "%s (%s, P = %,d)"
        .formatted(
            label(setup), network.architecture().describe(), network.layout().parameterCount());
  }

  /** The one alpha of the recipe, if it has one only. */
  Optional<Double> onlyAlpha() {
    return recipe.alphas().size() == 1 ? Optional.of(recipe.alphas().get(0)) : Optional.empty();
  }
}
