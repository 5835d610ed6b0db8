package org.curvatureladder.experiments.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds per optimisation step of one model: batch 32, 64 inputs, 10 classes, SGD with
 * momentum, on random data of the size of Digits. One invocation is a whole training of {@value
 * #EPOCHS} epochs, the middle training time of the protocol, so permutations, gathering and set-up
 * are in the price.
 *
 * <p>{@code allCores} runs one training per core: its score is what each thread sees; divide it by
 * the number of threads for the time per step and model of the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx1g"})
public class TrainingStepBenchmark {
  private static final int EPOCHS = 100;
  static final int BATCH = 32;
  private static final int STEPS = EPOCHS * (RandomDigits.POINTS / BATCH);

  /** Depth x width, or the widths of the hidden layers. */
  @Param({"1x16", "64-32", "8x16", "1x128"})
  public String shape;

  /** Activation of the hidden layers. */
  @Param("TANH")
  public Activation activation;

  /** Number format. */
  @Param({"FLOAT64", "FLOAT32"})
  public Precision precision;

  /** Kernels. */
  @Param("VECTOR")
  public KernelBackend backend;

  private Trainer trainer;
  private Dataset data;
  private int[] kept;

  /** Random data and a trainer. */
  @Setup
  public void prepare() {
    data = RandomDigits.data();
    kept = IntStream.range(0, RandomDigits.POINTS).toArray();
    Architecture net = RandomDigits.network(shape, activation);
    TrainingRecipe recipe =
        new TrainingRecipe(0.03, 1e-8, 0.9, 0, Schedule.COSINE, 1000, BATCH, precision);
    trainer = new Trainer(net, recipe, backend);
  }

  /** One training at a time. */
  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(STEPS)
  public List<Checkpoint> oneThread() {
    return trainer.train(data, kept, 1, 2, new int[] {EPOCHS});
  }

  /** One training per core at a time. */
  @Benchmark
  @Threads(Threads.MAX)
  @OperationsPerInvocation(STEPS)
  public List<Checkpoint> allCores() {
    return trainer.train(data, kept, 1, 2, new int[] {EPOCHS});
  }

  /** One epoch of one training: 50 steps, the permutation, and its share of the set-up. */
  @Benchmark
  @Threads(1)
  @OperationsPerInvocation(EPOCHS)
  public List<Checkpoint> epoch() {
    return trainer.train(data, kept, 1, 2, new int[] {EPOCHS});
  }
}
