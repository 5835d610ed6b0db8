package org.curvatureladder.experiments;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.RetrainingTask;

/**
 * A live bar: retrainings done, time left, heap in use. The time left is by optimisation steps, as
 * a retraining that keeps 90 % of the points takes three times one that keeps 30 %; it counts this
 * run's work only, and never looks at the wall clock.
 */
final class RetrainingProgress implements ProgressListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 500;
  private static final double GB = 1e9;

  private final ToLongFunction<RetrainingTask> steps;
  private final long stepsToDo;
  private final AtomicLong stepsDone = new AtomicLong();
  private final AtomicInteger finished = new AtomicInteger();
  private final long start = System.nanoTime();
  private final ProgressBar bar;

  /**
   * Shows the bar.
   *
   * @param setup name of the setup
   * @param total retrainings, the done ones included
   * @param missing the retrainings to do
   * @param steps optimisation steps of one
   */
  RetrainingProgress(
      String setup,
      int total,
      Collection<RetrainingTask> missing,
      ToLongFunction<RetrainingTask> steps) {
    this.steps = steps;
    this.stepsToDo = missing.stream().mapToLong(steps).sum();
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("retrain " + setup)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setInitialMax(total)
            .startsFrom(total - missing.size(), Duration.ZERO)
            .setEtaFunction(state -> timeLeft())
            .build();
  }

  @Override
  public void started(int total, int done) {
    // The bar was made with these numbers.
  }

  @Override
  public void finished(RetrainingTask task, long nanos) {
    stepsDone.addAndGet(steps.applyAsLong(task));
    finished.incrementAndGet();
    Runtime jvm = Runtime.getRuntime();
    bar.setExtraMessage(
        String.format(Locale.ROOT, " heap %.1f GB", (jvm.totalMemory() - jvm.freeMemory()) / GB));
    bar.step();
  }

  /** Empty before the first retraining is finished. */
  private Optional<Duration> timeLeft() {
    long done = stepsDone.get();
    return done == 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofNanos((long) ((double) (stepsToDo - done) / done * elapsedNanos())));
  }

  private long elapsedNanos() {
    return System.nanoTime() - start;
  }

  /** For instance {@code 120 retrainings in 3.6 s, 6.1 microseconds per optimisation step}. */
  String describe() {
    double seconds = elapsedNanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "%d retrainings in %.1f s, %.1f microseconds per optimisation step",
        finished.get(),
        seconds,
        1e6 * seconds / Math.max(1, stepsDone.get()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
