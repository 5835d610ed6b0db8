package org.curvatureladder.experiments.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.FloatMatrix;
import org.curvatureladder.linalg.OpenBlas;
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
 * What this machine can do: one product of two {@value #SIZE} x {@value #SIZE} matrices by OpenBLAS
 * in either precision. Every other rate is a share of this one. The lesson: a small network cannot
 * reach it, its matrices are as small as one register block.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Dorg.bytedeco.javacpp.maxBytes=0",
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
    })
public class MatrixProductBenchmark {
  static final int SIZE = 1024;

  /** Floating-point operations of one product. */
  static final long FLOPS = 2L * SIZE * SIZE * SIZE;

  /** How many threads OpenBLAS may use; 0: one per processor. */
  @Param({"1", "0"})
  public int blasThreads;

  private DenseMatrix a;
  private DenseMatrix b;
  private DenseMatrix c;
  private FloatMatrix floatA;
  private FloatMatrix floatB;
  private FloatMatrix floatC;

  /** Random matrices. */
  @Setup
  public void prepare() {
    int all = OpenBlas.threads();
    openblas_nolapack.blas_set_num_threads(blasThreads == 0 ? all : blasThreads);
    Random random = new Random(1);
    a = DenseMatrix.of(SIZE, SIZE, random.doubles((long) SIZE * SIZE, -1, 1).toArray());
    b = DenseMatrix.of(SIZE, SIZE, random.doubles((long) SIZE * SIZE, -1, 1).toArray());
    c = DenseMatrix.zeros(SIZE, SIZE);
    floatA = FloatMatrix.of(a);
    floatB = FloatMatrix.of(b);
    floatC = FloatMatrix.zeros(SIZE, SIZE);
  }

  /** Frees the memory off the heap. */
  @TearDown
  public void free() {
    a.close();
    b.close();
    c.close();
    floatA.close();
    floatB.close();
    floatC.close();
  }

  /** C = A B in double precision. */
  @Benchmark
  public DenseMatrix dgemm() {
    c.setToProduct(1, a, false, b, false, 0);
    return c;
  }

  /** C = A B in single precision. */
  @Benchmark
  public FloatMatrix sgemm() {
    floatC.setToProduct(1, floatA, false, floatB, false, 0);
    return floatC;
  }
}
