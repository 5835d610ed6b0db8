package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.OpenBlas;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retrain, score, evaluate, store: one experiment from end to end. */
final class ExperimentRun {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentRun.class);

  private final Studies studies;
  private final int threads;
  private final List<String> commandLine;

  ExperimentRun(Studies studies, int threads, List<String> commandLine) {
    this.studies = studies;
    this.threads = threads;
    this.commandLine = List.copyOf(commandLine);
  }

  /**
   * Runs what is missing.
   *
   * @param force deletes the retrainings of its setups first, also those of other experiments, and
   *     evaluates anew
   * @return what was stored; empty if other shards still have retrainings to do
   */
  Optional<Evaluation> run(Shard shard, boolean force) {
    studies.check();
    ResultStore store = ResultStore.create(studies.folder());
    if (force) {
      forEachSetup((study, setup) -> study.measurements().delete(study.plan(setup)));
    }
    store.writeRecipe(studies.experiment().toYaml());
    Provenance provenance = Provenance.capture(commandLine, settings(), Path.of(""));
    store.writeProvenance(provenance);
    boolean complete = true;
    for (Study study : studies.settings()) {
      complete &= new GroundTruthStage(study, threads).run(shard);
    }
    if (!complete) {
      return Optional.empty();
    }
    String build = BuildFingerprint.ofThisBuild();
    SetupAnalysis analysis = analysis(new KeptPredictions(build, force));
    List<Evaluation> parts = new ArrayList<>();
    forEachSetup(
        (study, setup) -> {
          LOG.info(
              "setup {}: measurements SHA-256 {}",
              study.label(setup),
              study.measurements().measurementsDigest(study.plan(setup)));
          ResultStore kept = ResultStore.ofParts(study.alone());
          String setting = study.recipe().setting();
          Optional<Evaluation> done =
              force ? Optional.empty() : kept.readPart(build, setting, setup.name());
          if (done.isEmpty()) {
            long start = System.nanoTime();
            done = Optional.of(analysis.evaluate(study, setup));
            kept.writePart(build, setting, setup.name(), done.get());
            LOG.info("setup {}: evaluated in {} s", study.label(setup), seconds(start));
          }
          parts.add(done.get());
        });
    Evaluation evaluation = Evaluation.concat(parts);
    store.writeEvaluation(evaluation);
    store.writeProvenance(provenance.ended());
    return Optional.of(evaluation);
  }

  private SetupAnalysis analysis(KeptPredictions kept) {
    return switch (studies.experiment().analysis()) {
      case LADDER ->
          (study, setup) ->
              new SetupEvaluation(study, setup, Ladder.standard().rungs()).evaluation();
      case ASTRA_LDS -> new AstraLds(kept);
      case ASTRA_CURVES -> new AstraCurves();
      case ASTRA_EIGENSPACES -> new AstraEigenspaces();
      case ASTRA_COST -> new AstraCost();
    };
  }

  private void forEachSetup(BiConsumer<Study, Recipe.Setup> action) {
    for (Study study : studies.settings()) {
      study.recipe().setups().forEach(setup -> action.accept(study, setup));
    }
  }

  private static String seconds(long start) {
    return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 1e9);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("blas", OpenBlas.config());
    settings.put("kernels", KernelBackend.best().toString());
    settings.put("threads", Integer.toString(threads));
    settings.put("profile", studies.experiment().profile());
    return settings;
  }
}
