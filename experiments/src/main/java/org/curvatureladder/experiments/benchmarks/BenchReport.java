package org.curvatureladder.experiments.benchmarks;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.curvatureladder.net.Activation;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * The table of {@code bench-report}: microseconds per operation, and where operations are counted
 * the rate and its share of this machine's own matrix product in the same precision and with as
 * many threads, measured in the same run.
 *
 * @param measured what JMH found
 */
public record BenchReport(List<Measured> measured) {
  private static final String DGEMM = "MatrixProductBenchmark.dgemm";
  private static final String SGEMM = "MatrixProductBenchmark.sgemm";
  private static final String ONE_THREAD = "TrainingStepBenchmark.oneThread";
  private static final String ALL_CORES = "TrainingStepBenchmark.allCores";
  private static final String EPOCH = "TrainingStepBenchmark.epoch";
  private static final String BLAS_THREADS = "blasThreads";
  private static final String SHAPE = "shape";
  private static final String HIDDEN = "hidden";
  private static final String PRECISION = "precision";
  private static final List<String> IN_COLUMNS_OF_THEIR_OWN =
      List.of(SHAPE, HIDDEN, PRECISION, "backend", "activation", BLAS_THREADS);

  /**
   * One benchmark with one choice of parameters.
   *
   * @param benchmark class and method, for instance {@code TrainingStepBenchmark.oneThread}
   * @param parameters by name
   * @param threads that ran it at the same time
   * @param microseconds per operation, as each thread saw it
   * @param error half of the 99.9 % interval, NaN for a single measurement
   * @param fastest the fastest iteration: what to look at on a machine that others use too
   */
  public record Measured(
      String benchmark,
      Map<String, String> parameters,
      int threads,
      double microseconds,
      double error,
      double fastest) {

    static Measured of(RunResult result) {
      BenchmarkParams params = result.getParams();
      Map<String, String> parameters = new TreeMap<>();
      params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
      String[] path = params.getBenchmark().split("\\.");
      double micros = params.getTimeUnit().toNanos(1) / (double) TimeUnit.MICROSECONDS.toNanos(1);
      return new Measured(
          path[path.length - 2] + "." + path[path.length - 1],
          parameters,
          params.getThreads(),
          result.getPrimaryResult().getScore() * micros,
          result.getPrimaryResult().getScoreError() * micros,
          result.getPrimaryResult().getStatistics().getMin() * micros);
    }

    private String parameter(String name, String otherwise) {
      return parameters.getOrDefault(name, otherwise);
    }

    private boolean isMatrixProduct() {
      return benchmark.equals(DGEMM) || benchmark.equals(SGEMM);
    }

    private boolean oneThread() {
      return isMatrixProduct() ? parameter(BLAS_THREADS, "").equals("1") : threads == 1;
    }

    private String precision() {
      return benchmark.equals(SGEMM) ? "FLOAT32" : parameter(PRECISION, "FLOAT64");
    }

    private String shape() {
      return isMatrixProduct()
          ? Integer.toString(MatrixProductBenchmark.SIZE)
          : parameter(SHAPE, parameter(HIDDEN, "-"));
    }

    /** The name and whatever parameter has no column. */
    private String title() {
      StringBuilder title = new StringBuilder(benchmark.replace("Benchmark.", "."));
      parameters.forEach(
          (name, value) -> title.append(IN_COLUMNS_OF_THEIR_OWN.contains(name) ? "" : " " + value));
      return title.toString();
    }

    /** Time of the machine per operation: threads share it. */
    private double machineMicroseconds() {
      return microseconds / threads;
    }

    private OptionalDouble flops() {
      return switch (benchmark) {
        case DGEMM, SGEMM -> OptionalDouble.of(MatrixProductBenchmark.FLOPS);
        case ONE_THREAD, ALL_CORES -> OptionalDouble.of(stepFlops());
        case EPOCH ->
            OptionalDouble.of(stepFlops() * (RandomDigits.POINTS / TrainingStepBenchmark.BATCH));
        default -> OptionalDouble.empty();
      };
    }

    private double stepFlops() {
      return TrainingFlops.step(
          RandomDigits.network(shape(), Activation.TANH), TrainingStepBenchmark.BATCH);
    }

    /** 10^9 operations per second of the machine. */
    OptionalDouble gigaflops() {
      OptionalDouble flops = flops();
      return flops.isPresent()
          ? OptionalDouble.of(flops.getAsDouble() / machineMicroseconds() / 1e3)
          : flops;
    }
  }

  /** Takes over what JMH measured. */
  public static BenchReport of(Collection<RunResult> results) {
    return new BenchReport(results.stream().map(Measured::of).toList());
  }

  /** Share of the matrix product's rate; empty without a count or without that product. */
  OptionalDouble share(Measured one) {
    Optional<Measured> product =
        measured.stream()
            .filter(Measured::isMatrixProduct)
            .filter(other -> other.precision().equals(one.precision()))
            .filter(other -> other.oneThread() == one.oneThread())
            .findFirst();
    OptionalDouble rate = one.gigaflops();
    return product.isPresent() && rate.isPresent()
        ? OptionalDouble.of(rate.getAsDouble() / product.get().gigaflops().getAsDouble())
        : OptionalDouble.empty();
  }

  /** How many times as many steps all cores take together as one; empty without both. */
  OptionalDouble scaling(Measured allCores) {
    return measured.stream()
        .filter(
            one ->
                allCores.benchmark().equals(ALL_CORES)
                    && one.benchmark().equals(ONE_THREAD)
                    && one.parameters().equals(allCores.parameters()))
        .mapToDouble(one -> one.machineMicroseconds() / allCores.machineMicroseconds())
        .findFirst();
  }

  /** One line per measurement. */
  public void print(PrintWriter out) {
    out.printf(
        "%-36s %-7s %-9s %7s %14s %12s %12s %9s %7s %8s%n",
        "benchmark",
        "shape",
        "precision",
        "threads",
        "us/operation",
        "+-",
        "fastest",
        "GFLOP/s",
        "share",
        "scaling");
    for (Measured one : measured) {
      out.printf(
          Locale.ROOT,
          "%-36s %-7s %-9s %7s %,14.2f %,12.2f %,12.2f %9s %7s %8s%n",
          one.title(),
          one.shape(),
          one.precision().replace("FLOAT", "float"),
          one.oneThread() ? "1" : "all",
          one.machineMicroseconds(),
          one.error() / one.threads(),
          one.fastest() / one.threads(),
          text(one.gigaflops(), "%.1f", 1),
          text(share(one), "%.0f %%", 100),
          text(scaling(one), "%.2f", 1));
    }
    out.printf(
        "Per operation of the whole machine: where n threads train at once, a step counts 1/n of its"
            + " time.%nshare: of the rate of dgemm or sgemm with as many threads. scaling: all cores"
            + " against one.%n");
    out.flush();
  }

  private static String text(OptionalDouble value, String format, double scale) {
    return value.isPresent()
        ? String.format(Locale.ROOT, format, scale * value.getAsDouble())
        : "-";
  }
}
