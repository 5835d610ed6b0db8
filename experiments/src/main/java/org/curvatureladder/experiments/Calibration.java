package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Trainer;

/**
 * What the retrainings of one setup cost on this machine, all threads busy:
 *
 * <pre>
 *   one retraining = start + epochs x (kept / batch) x step + checkpoints x measuring
 *   wall clock     = sum over retrainings / threads + warm-up
 * </pre>
 *
 * start, step and measuring are means over the calibration proper; a phase of the same length goes
 * before it, and the warm-up is what that phase took longer than by these rates, mostly the JIT's
 * doing.
 *
 * @param threads retrainings at a time
 * @param startSeconds gathering the kept points and drawing weights
 * @param stepSeconds one optimisation step
 * @param measuringSeconds measuring every query at one checkpoint
 * @param warmUpSeconds wall clock lost once, before the rates above are reached
 */
record Calibration(
    int threads,
    double startSeconds,
    double stepSeconds,
    double measuringSeconds,
    double warmUpSeconds) {
  private static final double CHUNK_SECONDS = 0.05;

  /**
   * Trains and measures on every thread for twice the given time.
   *
   * @param threads as many as the run will use
   * @param seconds length of each phase; each thread makes at least one round in the second
   */
  static Calibration measure(Study study, Recipe.Setup setup, int threads, double seconds) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      Callable<Sums[]> work = () -> new Worker(study, setup, begin, seconds).run();
      List<Future<Sums[]>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(pool.submit(work));
      }
      Sums steady = new Sums();
      Sums warming = new Sums();
      for (Future<Sums[]> worker : workers) {
        Sums[] phases = worker.get();
        warming.add(phases[0]);
        steady.add(phases[1]);
      }
      double start = steady.startSeconds / steady.rounds;
      double step = steady.stepSeconds / steady.steps;
      double measuring = steady.measuringSeconds / steady.rounds;
      double warm = warming.rounds * (2 * start + measuring) + warming.steps * step;
      return new Calibration(
          threads, start, step, measuring, Math.max(0, (warming.seconds() - warm) / threads));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calibrating", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("calibration failed", e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  /** Wall-clock seconds of some retrainings of a plan, 0 for none. */
  double seconds(Study study, RetrainingPlan plan, Collection<RetrainingTask> tasks) {
    if (tasks.isEmpty()) {
      return 0;
    }
    double work = 0;
    for (RetrainingTask task : tasks) {
      work +=
          startSeconds
              + study.steps(plan, task) * stepSeconds
              + plan.checkpoints().size() * measuringSeconds;
    }
    // The last retrainings to run leave threads idle: no plan is shorter than its longest one.
    return work / Math.min(threads, tasks.size()) + warmUpSeconds;
  }

  /** Seconds and counts of one phase. */
  private static final class Sums {
    private double startSeconds;
    private double stepSeconds;
    private double measuringSeconds;
    private long rounds;
    private long steps;

    double seconds() {
      return 2 * startSeconds + stepSeconds + measuringSeconds;
    }

    void add(Sums other) {
      startSeconds += other.startSeconds;
      stepSeconds += other.stepSeconds;
      measuringSeconds += other.measuringSeconds;
      rounds += other.rounds;
      steps += other.steps;
    }
  }

  /** One thread's rounds of: start a training, train some epochs, measure the queries. */
  private static final class Worker {
    private final Trainer trainer;
    private final Mlp network;
    private final Dataset train;
    private final Dataset query;
    private final int[] kept;
    private final int stepsPerEpoch;
    private final int lastEpoch;
    private final long begin;
    private final double seconds;

    Worker(Study study, Recipe.Setup setup, long begin, double seconds) {
      RetrainingPlan plan = study.plan(setup);
      this.trainer = study.trainer(setup);
      this.network = study.network(setup);
      this.train = study.split().train();
      this.query = study.split().query();
      this.kept = plan.design(plan.alphas().get(0)).kept(0);
      this.stepsPerEpoch = kept.length / study.recipe().training().batchSize();
      this.lastEpoch = plan.checkpoints().get(plan.checkpoints().size() - 1);
      this.begin = begin;
      this.seconds = seconds;
    }

    /** The sums of both phases; the second has at least one round. */
    Sums[] run() {
      Sums[] phases = {new Sums(), new Sums()};
      int epochs = 1;
      while (elapsed(begin) < 2 * seconds || phases[1].rounds == 0) {
        double chunk = round(phases[elapsed(begin) < seconds ? 0 : 1], epochs);
        if (chunk < CHUNK_SECONDS) {
          epochs = Math.min(2 * epochs, lastEpoch);
        }
      }
      return phases;
    }

    private double round(Sums phase, int epochs) {
      long start = System.nanoTime();
      train(0);
      double starting = elapsed(start);
      start = System.nanoTime();
      Checkpoint checkpoint = train(epochs);
      double training = elapsed(start);
      start = System.nanoTime();
      network.measure(Measurement.LOSS, checkpoint.theta(), query);
      if (query.isClassification()) {
        network.measure(Measurement.MARGIN, checkpoint.theta(), query);
      }
      phase.measuringSeconds += elapsed(start);
      phase.startSeconds += starting;
      phase.stepSeconds += Math.max(0, training - starting);
      phase.rounds++;
      phase.steps += (long) epochs * stepsPerEpoch;
      return training;
    }

    private Checkpoint train(int epochs) {
      return trainer.train(train, kept, 0, 0, new int[] {epochs}).get(0);
    }

    private static double elapsed(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
