package org.curvatureladder.experiments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.curvatureladder.experiments.benchmarks.BenchReport.Measured;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final Map<String, String> WIDE =
      Map.of("shape", "1x16", "precision", "FLOAT64", "activation", "TANH", "backend", "VECTOR");

  private final Measured dgemmOne =
      new Measured(
          "MatrixProductBenchmark.dgemm", Map.of("blasThreads", "1"), 1, 40_000, 10, 39_000);
  private final Measured dgemmAll =
      new Measured(
          "MatrixProductBenchmark.dgemm", Map.of("blasThreads", "0"), 1, 20_000, 10, 19_000);
  private final Measured oneThread =
      new Measured("TrainingStepBenchmark.oneThread", WIDE, 1, 8, 0.2, 7);
  private final Measured allCores =
      new Measured("TrainingStepBenchmark.allCores", WIDE, 2, 10, 0.2, 9);
  private final Measured lds =
      new Measured("AttributionBenchmark.ldsWithBootstrap", Map.of("shape", "64-32"), 1, 5, 0.1, 4);
  private final Measured rung =
      new Measured(
          "CurvatureBenchmark.build",
          Map.of("hidden", "64-32", "rung", "H"),
          1,
          2_300_000,
          9,
          2_000_000);
  private final BenchReport report =
      new BenchReport(List.of(dgemmOne, dgemmAll, oneThread, allCores, lds, rung));

  @Test
  void ratesAreOfTheWholeMachine() {
    assertThat(dgemmOne.gigaflops()).hasValue(2.0 * 1024 * 1024 * 1024 / 40_000 / 1e3);
    assertThat(oneThread.gigaflops()).hasValue(161_792 / 8.0 / 1e3);
    // Two threads of 10 microseconds a step take a step every 5.
    assertThat(allCores.gigaflops()).hasValue(161_792 / 5.0 / 1e3);
    assertThat(lds.gigaflops()).isEmpty();
  }

  @Test
  void sharesAreOfTheProductWithAsManyThreadsInThatPrecision() {
    assertThat(report.share(oneThread).getAsDouble())
        .isCloseTo((161_792 / 8.0) / (2.0 * 1024 * 1024 * 1024 / 40_000), within(1e-12));
    assertThat(report.share(allCores).getAsDouble())
        .isCloseTo((161_792 / 5.0) / (2.0 * 1024 * 1024 * 1024 / 20_000), within(1e-12));
    assertThat(report.share(lds)).isEmpty();
    assertThat(new BenchReport(List.of(oneThread)).share(oneThread)).isEmpty();
  }

  @Test
  void scalingComparesTheSameTraining() {
    assertThat(report.scaling(allCores)).hasValue(8.0 / 5.0);
    assertThat(report.scaling(oneThread)).isEmpty();
    assertThat(new BenchReport(List.of(allCores)).scaling(allCores)).isEmpty();
  }

  @Test
  void printsOneLineEach() {
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));
    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(0)).contains("us/operation", "GFLOP/s", "share", "scaling");
    assertThat(lines.get(4).split(" +"))
        .startsWith(
            "TrainingStep.allCores", "1x16", "float64", "all", "5.00", "0.10", "4.50", "32.4")
        .endsWith("1.60");
    assertThat(lines.get(6).split(" +"))
        .startsWith("Curvature.build", "H", "64-32", "float64", "1")
        .endsWith("-", "-", "-");
  }
}
