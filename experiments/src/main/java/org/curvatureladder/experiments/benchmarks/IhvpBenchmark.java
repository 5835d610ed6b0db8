package org.curvatureladder.experiments.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.curvatureladder.attribution.FactoredGradients;
import org.curvatureladder.curvature.EkFac;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.FashionMnistSubsetSource;
import org.curvatureladder.ihvp.Astra;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.IterationListener;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Seconds of the ASTRA paper's FashionMNIST setting, 784-512-256-128-10 (P = 567,434), 6144
 * training examples and 100 queries: to build EK-FAC, to run ASTRA for a number of iterations at
 * batch 256, and to score all pairs. The lesson: in EK-FAC's eigenbasis the preconditioner is free,
 * and a product of the batch costs what its matrix products cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Xmx2g",
      "-Dorg.bytedeco.javacpp.maxBytes=0",
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
    })
public class IhvpBenchmark {
  private static final int COUNT = 6144;
  private static final int QUERIES = 100;
  private static final double LAMBDA = 0.0052;

  /** Iterations of ASTRA; 200 is the paper's run. */
  @Param({"10"})
  public int iterations;

  /** Number format of the products with a batch. */
  @Param({"FLOAT64", "FLOAT32"})
  public Precision precision;

  private Mlp network;
  private double[] theta;
  private Dataset train;
  private LadderPoint point;
  private EkFac ekfac;
  private Linearisation linearisation;
  private MatrixFreeGaussNewton ggn;
  private FactoredGradients gradients;
  private DenseMatrix queries;

  /** Trains the network for one epoch and builds what the solver needs. */
  @Setup(Level.Trial)
  public void build() {
    Dataset all = new FashionMnistSubsetSource().load();
    train = all.subset(IntStream.range(0, COUNT).toArray());
    Architecture architecture =
        new Architecture(784, List.of(512, 256, 128), 10, Activation.RELU, Loss.CROSS_ENTROPY);
    TrainingRecipe recipe =
        new TrainingRecipe(0.03, 0, 0.9, 1e-3, Schedule.CONSTANT, 20, 64, Precision.FLOAT32);
    network = new Mlp(architecture);
    theta =
        new Trainer(architecture, recipe, KernelBackend.best())
            .train(train, IntStream.range(0, COUNT).toArray(), 1, 2, new int[] {1})
            .get(0)
            .theta();
    point = new LadderPoint(network, theta, train);
    ekfac = EkFac.of(point);
    linearisation = new Linearisation(network, theta, train);
    ggn = new MatrixFreeGaussNewton(linearisation, precision);
    gradients =
        FactoredGradients.of(network, theta, train, org.curvatureladder.net.Measurement.LOSS);
    queries = DenseMatrix.zeros(QUERIES, theta.length);
    for (int q = 0; q < QUERIES; q++) {
      queries.writeRow(
          q,
          network.gradients(
              org.curvatureladder.net.Measurement.MARGIN, theta, all.subset(new int[] {COUNT + q})),
          0);
    }
  }

  /** Frees the memory off the heap. */
  @TearDown(Level.Trial)
  public void close() {
    queries.close();
    gradients.close();
    ggn.close();
    linearisation.close();
    point.close();
  }

  /** EK-FAC from the data. */
  @Benchmark
  public double[] ekFac() {
    try (LadderPoint fresh = new LadderPoint(network, theta, train)) {
      return EkFac.of(fresh).diagonal();
    }
  }

  /** ASTRA for all queries together, with the estimate of its stability limit. */
  @Benchmark
  public double astra() {
    IterationSettings settings =
        new IterationSettings(
            iterations,
            0.1 * LAMBDA,
            50,
            0.9,
            IterationSettings.Start.PRECONDITIONED,
            Batches.sampled(256, 1));
    Astra astra = new Astra(ggn, LAMBDA, ekfac, LAMBDA, settings, IterationListener.none());
    try (DenseMatrix solution = astra.solve(queries)) {
      return solution.get(0, 0);
    }
  }

  /** Products of all training gradients with all solutions. */
  @Benchmark
  public double scores() {
    try (DenseMatrix products = gradients.times(queries)) {
      return products.get(0, 0);
    }
  }
}
