package org.curvatureladder.experiments.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;

/**
 * Whether the ten-thousandth training is as fast as the first: trains a 64-32 network in float64
 * over and over on every core of one process and prints the time of each tenth. A main class and
 * not a JMH benchmark, which measures a steady state and not its drift.
 *
 * <p>Arguments: trainings, steps of each, threads; by default 10000 2000 and one per core.
 */
public final class TrainingEndurance {
  private static final int PARTS = 10;

  private TrainingEndurance() {}

  /** Runs the drill. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    int trainings = argument(arguments, 0, 10_000);
    int steps = argument(arguments, 1, 2_000);
    int threads = argument(arguments, 2, Runtime.getRuntime().availableProcessors());
    int stepsPerEpoch = RandomDigits.POINTS / TrainingStepBenchmark.BATCH;
    int epochs = Math.max(1, steps / stepsPerEpoch);
    TrainingRecipe recipe =
        new TrainingRecipe(
            0.03,
            1e-8,
            0.9,
            0,
            Schedule.COSINE,
            1000,
            TrainingStepBenchmark.BATCH,
            Precision.FLOAT64);
    Trainer trainer =
        new Trainer(RandomDigits.network("64-32", Activation.TANH), recipe, KernelBackend.best());
    System.out.printf(
        Locale.ROOT,
        "%,d trainings of %,d steps, 64-32 float64, %d threads, heap at most %,d MB%n",
        trainings,
        epochs * stepsPerEpoch,
        threads,
        Runtime.getRuntime().maxMemory() >> 20);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double first = 0;
      double last = 0;
      for (int part = 0; part < PARTS; part++) {
        int from = part * trainings / PARTS;
        int to = (part + 1) * trainings / PARTS;
        long start = System.nanoTime();
        train(pool, trainer, from, to, epochs);
        last = (System.nanoTime() - start) / 1e3 / ((double) (to - from) * epochs * stepsPerEpoch);
        first = part == 0 ? last : first;
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
            Locale.ROOT,
            "trainings %,6d to %,6d: %6.2f microseconds per step and model, heap in use %,d MB%n",
            from + 1,
            to,
            last,
            heap >> 20);
      }
      System.out.printf(Locale.ROOT, "last tenth / first tenth: %.3f%n", last / first);
    } finally {
      pool.shutdown();
    }
  }

  private static void train(ExecutorService pool, Trainer trainer, int from, int to, int epochs)
      throws InterruptedException, ExecutionException {
    Dataset data = RandomDigits.data();
    int[] kept = IntStream.range(0, RandomDigits.POINTS).toArray();
    List<Future<?>> running = new ArrayList<>();
    for (int k = from; k < to; k++) {
      long seed = k;
      running.add(
          pool.submit(
              () -> {
                trainer.train(data, kept, seed, seed, new int[] {epochs});
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
  }
}
