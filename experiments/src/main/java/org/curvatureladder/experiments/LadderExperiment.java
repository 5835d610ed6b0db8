package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.OpenBlas;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retrain, score, evaluate, store: one recipe from end to end. */
final class LadderExperiment {
  private static final Logger LOG = LoggerFactory.getLogger(LadderExperiment.class);

  private final Study study;
  private final int threads;
  private final List<String> commandLine;

  LadderExperiment(Study study, int threads, List<String> commandLine) {
    this.study = study;
    this.threads = threads;
    this.commandLine = List.copyOf(commandLine);
  }

  /**
   * Runs what is missing.
   *
   * @param force deletes the retrainings of its setups first, also those of other experiments
   * @return the rows of results.csv; empty if other shards still have retrainings to do
   */
  List<ResultRow> run(Shard shard, boolean force) {
    study.check();
    Recipe recipe = study.recipe();
    ResultStore store = ResultStore.create(study.folder());
    if (force) {
      recipe.setups().forEach(setup -> study.measurements().delete(study.plan(setup)));
    }
    store.writeRecipe(study.recipe().toYaml());
    Provenance provenance = Provenance.capture(commandLine, settings(), java.nio.file.Path.of(""));
    store.writeProvenance(provenance);
    if (!new GroundTruthStage(study, threads).run(shard)) {
      return List.of();
    }
    List<ResultRow> rows = new ArrayList<>();
    for (Recipe.Setup setup : recipe.setups()) {
      LOG.info(
          "setup {}: measurements SHA-256 {}",
          setup.name(),
          study.measurements().measurementsDigest(study.plan(setup)));
      rows.addAll(new SetupEvaluation(study, setup).rows());
    }
    store.writeResults(rows);
    store.writeProvenance(provenance.ended());
    return rows;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("blas", OpenBlas.config());
    settings.put("kernels", KernelBackend.best().toString());
    settings.put("threads", Integer.toString(threads));
    settings.put("profile", study.recipe().profile());
    return settings;
  }
}
