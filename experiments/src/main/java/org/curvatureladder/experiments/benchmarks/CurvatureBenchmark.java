package org.curvatureladder.experiments.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * Seconds to build one rung for a network of 64 inputs and 10 classes on N = 1617 random examples,
 * and to build it and solve for 180 queries at nine damping values. The lesson: by layer pairs the
 * exact Hessian costs hardly more than the GGN; the eigendecomposition is what one pays for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Dorg.bytedeco.javacpp.maxBytes=0",
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
    })
public class CurvatureBenchmark {
  private static final int COUNT = 1617;
  private static final int QUERIES = 180;

  /** Hidden widths. */
  @Param({"64-32"})
  public String hidden;

  /** Rung of the ladder. */
  @Param({"H", "GGN", "Block-GGN", "EK-FAC", "K-FAC"})
  public String rung;

  private Mlp network;
  private double[] theta;
  private Dataset data;
  private LadderPoint point;
  private DenseMatrix queries;

  /** Random data and PyTorch's scale of weights. */
  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    Architecture architecture =
        new Architecture(
            64,
            Arrays.stream(hidden.split("-")).map(Integer::valueOf).collect(Collectors.toList()),
            10,
            Activation.TANH,
            Loss.CROSS_ENTROPY);
    network = new Mlp(architecture);
    theta = random.doubles(network.layout().parameterCount(), -0.125, 0.125).toArray();
    double[] labels = random.ints(COUNT, 0, 10).asDoubleStream().toArray();
    double[] features = random.doubles(COUNT * 64L, -1.7, 1.7).toArray();
    data = new Dataset("random", COUNT, features, labels, 64, 10);
    point = new LadderPoint(network, theta, data);
    double[] values = random.doubles((long) QUERIES * theta.length, -1, 1).toArray();
    queries = DenseMatrix.of(QUERIES, theta.length, values);
  }

  /** Frees the shared factors. */
  @TearDown
  public void free() {
    point.close();
    queries.close();
  }

  /** Forward and backward passes of all examples, and the Kronecker eigenbases. */
  @Benchmark
  public int point() {
    try (LadderPoint fresh = new LadderPoint(network, theta, data)) {
      return fresh.bases().length;
    }
  }

  /** One rung from the shared derivatives. */
  @Benchmark
  public int build() {
    try (Curvature curvature = Ladder.named(rung).at(point)) {
      return curvature.dimension();
    }
  }

  /** One rung, and 180 right-hand sides at each of nine dampings. */
  @Benchmark
  public double buildAndSolve() {
    double sum = 0;
    try (Curvature curvature = Ladder.named(rung).at(point)) {
      for (int k = 0; k <= 8; k++) {
        try (DenseMatrix solved = curvature.solve(Math.pow(10, -k), queries)) {
          sum += solved.get(0, 0);
        }
      }
    }
    return sum;
  }
}
