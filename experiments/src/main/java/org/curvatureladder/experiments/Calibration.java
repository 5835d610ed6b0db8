package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
 * start, step and measuring are means over the calibration proper. Before it goes a phase that ends
 * when steps have not become faster for as long as the calibration lasts, on a busy machine the JIT
 * takes its time; the warm-up is what that phase took longer than by the rates found after it.
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
  private static final double FASTER = 0.95;

  /**
   * Trains and measures on every thread until it is warm, and then for the given time; neither
   * phase does more than the retrainings to come.
   *
   * @param tasks the retrainings to come, at least one
   * @param threads as many as the run will use
   * @param seconds length of the calibration proper, at least one round on each thread
   */
  static Calibration measure(
      Study study,
      Recipe.Setup setup,
      Collection<RetrainingTask> tasks,
      int threads,
      double seconds) {
    RetrainingPlan plan = study.plan(setup);
    long steps = tasks.stream().mapToLong(task -> study.steps(plan, task)).sum() / threads;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger busy = new AtomicInteger(threads);
      Callable<Sums[]> work = () -> new Worker(study, setup, steps, seconds, busy).run();
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
    private final long enough;
    private final double seconds;
    private final AtomicInteger busy;
    private int epochs = 1;

    Worker(Study study, Recipe.Setup setup, long enough, double seconds, AtomicInteger busy) {
      RetrainingPlan plan = study.plan(setup);
      this.trainer = study.trainer(setup);
      this.network = study.network(setup);
      this.train = study.split().train();
      this.query = study.split().query();
      this.kept = plan.design(plan.alphas().get(0)).kept(0);
      this.stepsPerEpoch = kept.length / study.recipe().training().batchSize();
      this.lastEpoch = plan.checkpoints().get(plan.checkpoints().size() - 1);
      this.enough = enough;
      this.seconds = seconds;
      this.busy = busy;
    }

    /** The sums of the warm-up and of the calibration proper. */
    Sums[] run() {
      Sums warming = warmUp();
      Sums steady = new Sums();
      long begin = System.nanoTime();
      do {
        round(steady);
      } while (elapsed(begin) < seconds && steady.steps < enough);
      // No thread may rest while another one still measures with all threads busy.
      busy.decrementAndGet();
      while (busy.get() > 0) {
        round(new Sums());
      }
      return new Sums[] {warming, steady};
    }

    private Sums warmUp() {
      Sums warming = new Sums();
      double fastest = Double.POSITIVE_INFINITY;
      long faster = System.nanoTime();
      while (elapsed(faster) < seconds && warming.steps < enough) {
        double perStep = round(warming);
        if (perStep < FASTER * fastest) {
          fastest = perStep;
          faster = System.nanoTime();
        }
      }
      return warming;
    }

    /** Returns the seconds of one step. */
    private double round(Sums phase) {
      long start = System.nanoTime();
      train(0);
      double starting = elapsed(start);
      start = System.nanoTime();
      Checkpoint checkpoint = train(epochs);
      double training = Math.max(0, elapsed(start) - starting);
      start = System.nanoTime();
      network.measure(Measurement.LOSS, checkpoint.theta(), query);
      if (query.isClassification()) {
        network.measure(Measurement.MARGIN, checkpoint.theta(), query);
      }
      phase.measuringSeconds += elapsed(start);
      phase.startSeconds += starting;
      phase.stepSeconds += training;
      phase.rounds++;
      long steps = (long) epochs * stepsPerEpoch;
      phase.steps += steps;
      if (training < CHUNK_SECONDS) {
        epochs = Math.min(2 * epochs, lastEpoch);
      }
      return training / steps;
    }

    private Checkpoint train(int epochs) {
      return trainer.train(train, kept, 0, 0, new int[] {epochs}).get(0);
    }

    private static double elapsed(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
