package org.curvatureladder.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.Retrainer;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.store.MeasurementStore;
import org.curvatureladder.store.PartWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrains what is missing of every setup's plan, showing a live bar with the time left. What is in
 * the store already is never trained again.
 */
final class GroundTruthStage {
  private static final Logger LOG = LoggerFactory.getLogger(GroundTruthStage.class);
  private static final int UPDATE_MILLIS = 500;

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
   */
  boolean run(Shard shard) {
    boolean complete = true;
    for (Recipe.Setup setup : study.recipe().setups()) {
      complete &= run(setup, shard);
    }
    return complete;
  }

  private boolean run(Recipe.Setup setup, Shard shard) {
    RetrainingPlan plan = study.plan(setup);
    Set<RetrainingTask> done = store.finished(plan);
    List<RetrainingTask> mine = plan.tasks(shard.index(), shard.count());
    if (!done.containsAll(mine)) {
      retrain(setup, plan, mine, done);
      done = store.finished(plan);
    }
    return done.containsAll(plan.tasks());
  }

  private void retrain(
      Recipe.Setup setup,
      RetrainingPlan plan,
      List<RetrainingTask> mine,
      Set<RetrainingTask> done) {
    long missing = mine.stream().filter(task -> !done.contains(task)).count();
    long start = System.nanoTime();
    Retrainer retrainer =
        new Retrainer(study.network(setup), study.trainer(setup)::train, study.split());
    try (PartWriter writer = store.writer(plan);
        ProgressBar bar = bar(setup.name(), mine.size(), mine.size() - missing)) {
      retrainer.run(
          plan,
          mine,
          done,
          threads,
          writer,
          new ProgressListener() {
            @Override
            public void started(int total, int already) {
              // The bar was made with these numbers, so that its estimate counts this run only.
            }

            @Override
            public void finished(RetrainingTask task, long nanos) {
              bar.step();
            }
          });
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int last = plan.checkpoints().get(plan.checkpoints().size() - 1);
    double steps = 0;
    for (RetrainingTask task : mine) {
      if (!done.contains(task)) {
        steps +=
            (double) last
                * (plan.design(task.alpha()).keptCount() / study.recipe().training().batchSize());
      }
    }
    LOG.info(
        "setup {}: {} retrainings in {} s, {} microseconds per optimisation step and model on {} threads",
        setup.name(),
        missing,
        "%.1f".formatted(seconds),
        "%.1f".formatted(1e6 * seconds / steps),
        threads);
  }

  private static ProgressBar bar(String setup, int total, long done) {
    return new ProgressBarBuilder()
        .setTaskName("retrain " + setup)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setInitialMax(total)
        .startsFrom(done, Duration.ZERO)
        .build();
  }
}
