package org.curvatureladder.experiments.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.EkFac;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.evaluation.Bootstrap;
import org.curvatureladder.evaluation.LdsEstimate;
import org.curvatureladder.evaluation.LinearDatamodelingScore;
import org.curvatureladder.ihvp.Astra;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.IterationListener;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Mlp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What follows the curvature, on N = 1617 random examples of 64 features in 10 classes and 180
 * queries: the gradients of all examples, one iteration of ASTRA for all queries at batch 256, and
 * the LDS with its interval. {@link IhvpBenchmark} has ASTRA at the size of the paper. The lesson:
 * with 1000 resamples the statistics cost as much as the scores they are about.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Dorg.bytedeco.javacpp.maxBytes=0",
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
    })
public class AttributionBenchmark {
  private static final int QUERIES = 180;
  private static final int MASKS = 100;
  private static final int RESAMPLES = 1000;
  private static final int ITERATIONS = 10;
  private static final double LAMBDA = 0.01;

  /** Widths of the hidden layers. */
  @Param("64-32")
  public String shape;

  private Mlp network;
  private double[] theta;
  private Dataset data;
  private LadderPoint point;
  private EkFac ekFac;
  private Linearisation linearisation;
  private MatrixFreeGaussNewton ggn;
  private DenseMatrix queries;
  private double[][] truth;
  private double[][] prediction;

  /** Random data, weights, queries and measurements. */
  @Setup(Level.Trial)
  public void prepare() {
    Random random = new Random(2);
    network = new Mlp(RandomDigits.network(shape, Activation.TANH));
    data = RandomDigits.data();
    theta = random.doubles(network.layout().parameterCount(), -0.125, 0.125).toArray();
    point = new LadderPoint(network, theta, data);
    ekFac = EkFac.of(point);
    linearisation = new Linearisation(network, theta, data);
    ggn = new MatrixFreeGaussNewton(linearisation);
    queries =
        DenseMatrix.of(
            QUERIES, theta.length, random.doubles((long) QUERIES * theta.length, -1, 1).toArray());
    truth = new double[MASKS][];
    prediction = new double[MASKS][];
    for (int j = 0; j < MASKS; j++) {
      truth[j] = random.doubles(QUERIES).toArray();
      prediction[j] = random.doubles(QUERIES).toArray();
    }
  }

  /** Frees the memory off the heap. */
  @TearDown(Level.Trial)
  public void free() {
    queries.close();
    ggn.close();
    linearisation.close();
    point.close();
  }

  /** The gradient of every example's loss, N x P. */
  @Benchmark
  public double[] perSampleGradients() {
    return network.gradients(org.curvatureladder.net.Measurement.LOSS, theta, data);
  }

  /** One iteration for all queries, with a tenth of the estimate of the stability limit. */
  @Benchmark
  @OperationsPerInvocation(ITERATIONS)
  public double astraIteration() {
    IterationSettings settings =
        new IterationSettings(
            ITERATIONS,
            0.1 * LAMBDA,
            50,
            0.9,
            IterationSettings.Start.PRECONDITIONED,
            Batches.sampled(256, 1));
    Astra astra = new Astra(ggn, LAMBDA, ekFac, LAMBDA, settings, IterationListener.none());
    try (DenseMatrix solution = astra.solve(queries)) {
      return solution.get(0, 0);
    }
  }

  /** One LDS over 180 queries and 100 masks, with 1000 resamples. */
  @Benchmark
  public LdsEstimate ldsWithBootstrap() {
    return new LinearDatamodelingScore(new Bootstrap(RESAMPLES, 0.95, 1))
        .estimate(truth, prediction, IntStream.range(0, QUERIES).toArray());
  }
}
