package org.curvatureladder.experiments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.Retrainer;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.store.MeasurementStore;
import org.curvatureladder.store.PartWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrains what is missing of every setup's plan, showing a live bar with the time left. What is in
 * the store already is never trained again. Ctrl-C and SIGTERM end it after everything finished has
 * been stored.
 */
final class GroundTruthStage {
  private static final Logger LOG = LoggerFactory.getLogger(GroundTruthStage.class);

  private final Study study;
  private final MeasurementStore store;
  private final int threads;

  GroundTruthStage(Study study, int threads) {
    this.study = study;
    this.store = study.measurements();
    this.threads = threads;
  }

  /**
   * Retrains a shard of every setup's plan.
   *
   * @return true if with that every retraining of the plan is done, by whichever shard
   * @throws java.util.concurrent.CancellationException if interrupted
   */
  boolean run(Shard shard) {
    Map<Recipe.Setup, Set<RetrainingTask>> done = new LinkedHashMap<>();
    int total = 0;
    int missing = 0;
    for (Recipe.Setup setup : study.recipe().setups()) {
      RetrainingPlan plan = study.plan(setup);
      Set<RetrainingTask> finished = store.finished(plan);
      List<RetrainingTask> mine = plan.tasks(shard.index(), shard.count());
      done.put(setup, finished);
      total += mine.size();
      missing += missing(mine, finished).size();
    }
    if (missing > 0) {
      LOG.info(
          "{} retrainings to do, {} done; memory up to {}",
          missing,
          total - missing,
          MemoryNeed.largest(study).describe());
    }
    boolean complete = true;
    InterruptOnShutdown guard = new InterruptOnShutdown();
    try {
      for (Recipe.Setup setup : study.recipe().setups()) {
        complete &= run(setup, shard, done.get(setup));
      }
    } finally {
      guard.close();
    }
    return complete;
  }

  private boolean run(Recipe.Setup setup, Shard shard, Set<RetrainingTask> done) {
    RetrainingPlan plan = study.plan(setup);
    List<RetrainingTask> mine = plan.tasks(shard.index(), shard.count());
    if (done.containsAll(mine)) {
      return done.containsAll(plan.tasks());
    }
    retrain(setup, plan, mine, done);
    return store.finished(plan).containsAll(plan.tasks());
  }

  private void retrain(
      Recipe.Setup setup,
      RetrainingPlan plan,
      List<RetrainingTask> mine,
      Set<RetrainingTask> done) {
    Retrainer retrainer =
        new Retrainer(study.network(setup), study.trainer(setup)::train, study.split());
    RetrainingProgress progress =
        new RetrainingProgress(
            study.label(setup), mine.size(), missing(mine, done), task -> study.steps(plan, task));
    try (progress;
        PartWriter writer = store.writer(plan)) {
      retrainer.run(plan, mine, done, threads, writer, progress);
    } finally {
      LOG.info("setup {}: {} on {} threads", study.label(setup), progress.describe(), threads);
    }
  }

  private static List<RetrainingTask> missing(List<RetrainingTask> mine, Set<RetrainingTask> done) {
    return mine.stream().filter(task -> !done.contains(task)).toList();
  }
}
