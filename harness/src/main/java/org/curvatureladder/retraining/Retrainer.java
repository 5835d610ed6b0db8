package org.curvatureladder.retraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Split;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Network;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Checkpoint.Status;
import org.curvatureladder.training.Seeds;

/**
 * Runs the retrainings of a plan: theta(S_j, r) = train(kept points of mask j; seeds of (alpha, j,
 * r)), then f_q(theta) for every query q. One retraining is one task on one thread, so n threads
 * give the same bits as one.
 *
 * <p>The seeds of a retraining are {@code Seeds.derive(base, "init alpha=...", setup, mask,
 * repeat)} and the same with {@code "order alpha=..."}: every retraining has its own, in every
 * alpha.
 */
public final class Retrainer {
  private final Network network;
  private final Training training;
  private final Split split;

  /**
   * A retrainer of one setup.
   *
   * @param network measures the queries
   * @param training trains; it is only ever given {@code split.train()}
   * @param split the data of the plan
   */
  public Retrainer(Network network, Training training, Split split) {
    this.network = network;
    this.training = training;
    this.split = split;
  }

  /**
   * Runs the given tasks of the plan that are not done, in their order, and returns when all their
   * measurements are handed over. After an exception in any thread no new retraining starts, the
   * running ones end, and the exception is thrown.
   *
   * @param plan the plan; its data must be those of this retrainer
   * @param tasks all of {@link RetrainingPlan#tasks()}, or one shard of them
   * @param done retrainings whose measurements are kept already
   * @param threads number of threads, at least 1
   * @throws IllegalArgumentException if the plan was made for other data or another network
   * @throws CancellationException if the calling thread is interrupted; retrainings under way are
   *     abandoned
   */
  public void run(
      RetrainingPlan plan,
      List<RetrainingTask> tasks,
      Set<RetrainingTask> done,
      int threads,
      MeasurementSink sink,
      ProgressListener progress) {
    requireSameData(plan);
    List<RetrainingTask> missing = tasks.stream().filter(task -> !done.contains(task)).toList();
    progress.started(tasks.size(), tasks.size() - missing.size());
    int[] epochs = plan.checkpoints().stream().mapToInt(Integer::intValue).toArray();
    Map<Double, SubsetDesign> designs = new HashMap<>();
    plan.alphas().forEach(alpha -> designs.put(alpha, plan.design(alpha)));
    onThreads(
        threads,
        missing,
        task -> {
          long start = System.nanoTime();
          int[] kept = designs.get(task.alpha()).kept(task.mask());
          sink.accept(measure(task, train(plan, task, kept, epochs), plan.checkpoints()));
          long nanos = System.nanoTime() - start;
          synchronized (progress) {
            progress.finished(task, nanos);
          }
        });
  }

  private List<Checkpoint> train(
      RetrainingPlan plan, RetrainingTask task, int[] kept, int[] epochs) {
    List<Checkpoint> checkpoints =
        training.train(
            split.train(),
            kept,
            seed(plan, "init", task),
            seed(plan, "order", task),
            epochs.clone());
    if (!checkpoints.stream().map(Checkpoint::epoch).toList().equals(plan.checkpoints())) {
      throw new IllegalStateException(
          "the trainer returned other checkpoints than " + Arrays.toString(epochs));
    }
    return checkpoints;
  }

  static long seed(RetrainingPlan plan, String role, RetrainingTask task) {
    return Seeds.derive(
        plan.seed(), role + " alpha=" + task.alpha(), task.setup(), task.mask(), task.repeat());
  }

  private Measurements measure(
      RetrainingTask task, List<Checkpoint> checkpoints, List<Integer> epochs) {
    double[][] loss = new double[checkpoints.size()][];
    double[][] margin = new double[checkpoints.size()][];
    List<Status> status = new ArrayList<>();
    for (int c = 0; c < loss.length; c++) {
      Checkpoint checkpoint = checkpoints.get(c);
      loss[c] = undefined();
      margin[c] = undefined();
      Status outcome = checkpoint.status();
      if (outcome == Status.FINISHED) {
        loss[c] = network.measure(Measurement.LOSS, checkpoint.theta(), split.query());
        if (split.query().isClassification()) {
          margin[c] = network.measure(Measurement.MARGIN, checkpoint.theta(), split.query());
        }
        // Finite weights can still overflow on a query: such a model has diverged, too.
        if (!Arrays.stream(loss[c]).allMatch(Double::isFinite)) {
          loss[c] = undefined();
          margin[c] = undefined();
          outcome = Status.DIVERGED;
        }
      }
      status.add(outcome);
    }
    return new Measurements(task, epochs, loss, margin, status);
  }

  private double[] undefined() {
    double[] values = new double[split.query().count()];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private void requireSameData(RetrainingPlan plan) {
    Dataset train = split.train();
    Dataset query = split.query();
    if (!plan.data().equals(RetrainingPlan.dataDigest(train, query))
        || !plan.architecture().equals(network.architecture().describe())) {
      throw new IllegalArgumentException(
          "the plan of setup " + plan.setup() + " was made for other data or another network");
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(RetrainingTask task);
  }

  private static void onThreads(int threads, List<RetrainingTask> tasks, Work work) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads, Retrainer::workerThread);
    try {
      ExecutorCompletionService<Void> workers = new ExecutorCompletionService<>(pool);
      for (int w = 0; w < threads; w++) {
        workers.submit(
            () -> {
              for (int t = next.getAndIncrement(); t < tasks.size(); t = next.getAndIncrement()) {
                runOne(tasks.get(t), work);
              }
              return null;
            });
      }
      RuntimeException failure = null;
      for (int w = 0; w < threads; w++) {
        RuntimeException problem = outcome(workers.take());
        if (problem != null) {
          next.set(tasks.size()); // nothing new starts
          if (failure == null) {
            failure = problem;
          } else if (failure != problem) {
            failure.addSuppressed(problem);
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted; run again to go on where it stopped");
      cancelled.initCause(e);
      throw cancelled;
    } finally {
      next.set(tasks.size());
      pool.shutdown();
    }
  }

  /** The task at fault belongs in the report; a message for the user stays as it is. */
  private static void runOne(RetrainingTask task, Work work) {
    try {
      work.run(task);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("retraining failed: " + task.describe(), e);
    }
  }

  private static RuntimeException outcome(Future<Void> worker) throws InterruptedException {
    try {
      worker.get();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        return problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return new IllegalStateException(e.getCause());
    }
  }

  private static Thread workerThread(Runnable work) {
    Thread thread = new Thread(work, "retraining");
    thread.setDaemon(true);
    return thread;
  }
}
