package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four analyses of attribution on a tiny regression, from retraining to figures. */
class AstraExperimentsTest {
  private static final List<String> METHODS =
      List.of(
          "gradient-dot",
          "TracIn",
          "TRAK",
          "EK-FAC-IF",
          "GGN-IF",
          "ASTRA-IF",
          "SOURCE",
          "ASTRA-SOURCE");

  @TempDir Path folder;

  @Test
  void everyMethodIsScoredAloneAndAsAnEnsemble() throws IOException {
    List<ResultRow> rows = run("astra-lds", "lds-by-method.svg");
    for (String method : METHODS) {
      for (String name : List.of(method, method + " x2")) {
        ResultRow lds = row(rows, name, "lds");
        assertThat(lds.value()).as(name).isBetween(-1.0, 1.0);
        assertThat(lds.low()).isLessThan(lds.high());
        assertThat(row(rows, name, "lds-standard-error").value()).isPositive();
      }
      assertThat(row(rows, method, "seconds").value()).isPositive();
    }
    assertThat(row(rows, "retraining", "noise-ceiling").value()).isPositive();
    assertThat(row(rows, "ASTRA-IF", "lds").damping()).isEqualTo(0.05);
    assertThat(row(rows, "SOURCE", "lds").damping()).isNull();
  }

  /** Seconds are measured, so a run that scored a method again would not store the same ones. */
  @Test
  void anInterruptedEvaluationGoesOnAfterTheLastMethodThatWasScored() throws IOException {
    List<ResultRow> first = run("astra-lds", "lds-by-method.svg");
    forget("results.csv");
    forget("ASTRA-IF-1.csv");
    List<ResultRow> second = run("astra-lds", "lds-by-method.svg");
    assertThat(second).filteredOn(row -> !first.contains(row)).hasSize(1);
    assertThat(row(second, "ASTRA-IF", "seconds")).isNotIn(first);
  }

  @Test
  void whatIsEvaluatedOfOneSettingServesEveryChoiceOfSettings() throws IOException {
    Files.writeString(
        recipe(),
        "settings:\n  - name: one\n  - name: two\n    damping: [0.5]\n",
        StandardOpenOption.APPEND);
    List<ResultRow> both = resultsOf("analysis=astra-lds", "masks=12");
    List<ResultRow> one = resultsOf("analysis=astra-lds", "masks=12", "only=[two]");
    assertThat(one).isNotEmpty().allMatch(row -> row.setting().equals("two"));
    assertThat(both).containsAll(one).hasSizeGreaterThan(one.size());
  }

  private void forget(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.endsWith(name)).toList();
      assertThat(found).isNotEmpty();
      for (Path file : found) {
        Files.delete(file);
      }
    }
  }

  /** A verdict reads the sign: what comes first minus what comes second. */
  @Test
  void aDifferenceIsTheFirstMethodsLdsMinusTheSeconds() throws IOException {
    List<ResultRow> rows = run("astra-lds", "lds-by-method.png");
    assertDifference(rows, "ASTRA-IF", "EK-FAC-IF");
    assertDifference(rows, "ASTRA-IF x2", "EK-FAC-IF x2");
    assertDifference(rows, "ASTRA-SOURCE", "SOURCE");
    double gain = lds(rows, "ASTRA-IF x2") - lds(rows, "ASTRA-IF");
    double other = lds(rows, "EK-FAC-IF x2") - lds(rows, "EK-FAC-IF");
    String gains = "ensemble gain ASTRA-IF - ensemble gain EK-FAC-IF";
    assertThat(row(rows, gains, "lds-difference").value()).isCloseTo(gain - other, within(1e-12));
  }

  @Test
  void curvesHoldEveryRecordedIterateOfBothSolvers() throws IOException {
    List<ResultRow> rows = run("astra-curves", "objective-gap-by-iteration.svg");
    for (String solver : List.of("ASTRA", "SNI")) {
      for (int iteration : new int[] {0, 5, 20}) {
        assertThat(lds(rows, solver + "@" + iteration)).isBetween(-1.0, 1.0);
        ResultRow gap = row(rows, solver + "@" + iteration, "objective-gap");
        assertThat(gap.value()).isPositive();
        assertThat(gap.n()).isEqualTo(2);
        assertThat(gap.resampled()).isEqualTo("solver seeds");
      }
      assertThat(row(rows, solver + "@20", "objective-gap").value())
          .as("an iteration that converges")
          .isLessThan(row(rows, solver + "@0", "objective-gap").value());
      assertThat(row(rows, solver, "step").value()).isIn(0.1, 0.01);
      assertThat(row(rows, solver + " step 1e-2@20", "objective-gap").value()).isPositive();
    }
    assertThat(row(rows, "ASTRA@0", "objective-gap").value())
        .as("where ASTRA starts")
        .isCloseTo(row(rows, "EK-FAC", "objective-gap").value(), within(1e-6));
    assertDifference(rows, "ASTRA@20", "SNI@20");
  }

  @Test
  void projectionsOnEverythingAreTheIterates() throws IOException {
    List<ResultRow> rows = run("astra-eigenspaces", "lds-by-iteration.svg");
    assertThat(row(rows, "exact all", "objective-gap").value()).isCloseTo(0, within(1e-9));
    assertThat(row(rows, "exact above 1e-1", "objective-gap").value()).isPositive();
    assertThat(row(rows, "all - above 1e-2", "lds-difference").value())
        .isCloseTo(lds(rows, "ASTRA all@20") - lds(rows, "ASTRA above 1e-2@20"), within(1e-12));
    assertThat(row(rows, "all - above 1e-2", "p-value").value()).isBetween(0.0, 1.0);
    assertThat(lds(rows, "SNI above 1e-1@5")).isBetween(-1.0, 1.0);
  }

  @Test
  void theCostOfEverySolverGrowsAndTheirErrorsEndWhereTheyShould() throws IOException {
    List<ResultRow> rows = run("astra-cost", "energy-error-by-seconds.svg");
    for (String solver : List.of("ASTRA", "ASTRA constant", "SNI", "CG", "PCG")) {
      assertThat(row(rows, solver + "@20", "seconds").value())
          .isGreaterThan(row(rows, solver + "@5", "seconds").value());
      assertThat(lds(rows, solver + "@20")).isBetween(-1.0, 1.0);
    }
    // 20 steps are as many as the 21 parameters of the network, but for rounding.
    assertThat(row(rows, "PCG@20", "energy-error").value()).isLessThan(1e-2);
    assertThat(row(rows, "exact", "energy-error").value()).isLessThan(1e-6);
    assertThat(row(rows, "EK-FAC", "energy-error").value()).isBetween(1e-3, 10.0);
  }

  private List<ResultRow> run(String analysis, String figure) throws IOException {
    recipe();
    Path results = results("analysis=" + analysis);
    assertThat(results.resolveSibling("figures").resolve(figure)).isNotEmptyFile();
    return ResultTable.read(results);
  }

  private List<ResultRow> resultsOf(String... set) throws IOException {
    return ResultTable.read(results(set));
  }

  /** Runs the recipe and says where its results are. */
  private Path results(String... set) {
    List<String> arguments =
        new ArrayList<>(List.of("run", folder.resolve("tiny-astra.yaml").toString()));
    for (String value : set) {
      arguments.addAll(List.of("--set", value));
    }
    arguments.addAll(List.of("--out", folder.resolve("out").toString(), "--threads", "2"));
    String printed = CommandLineRun.of(arguments.toArray(String[]::new)).succeeds().out();
    return printed
        .lines()
        .filter(line -> line.startsWith("results  "))
        .map(line -> Path.of(line.substring("results  ".length())))
        .findFirst()
        .orElseThrow();
  }

  /** 50 noisy values of a smooth function of two numbers. */
  private Path recipe() throws IOException {
    Path data = folder.resolve("waves.csv");
    StringBuilder csv = new StringBuilder("x,y,target\n");
    Random random = new Random(2);
    for (int n = 0; n < 50; n++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double target = Math.sin(x) + 0.5 * y + 0.2 * random.nextGaussian();
      csv.append(String.format(Locale.ROOT, "%.6f,%.6f,%.6f%n", x, y, target));
    }
    Files.writeString(data, csv);
    try (InputStream in = AstraExperimentsTest.class.getResourceAsStream("/tiny-astra.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve("tiny-astra.yaml"), yaml.replace("PATH", data.toString()));
    }
  }

  private static void assertDifference(List<ResultRow> rows, String first, String second) {
    ResultRow difference = row(rows, first + " - " + second, "lds-difference");
    assertThat(difference.value()).isCloseTo(lds(rows, first) - lds(rows, second), within(1e-12));
    assertThat(difference.low()).isLessThanOrEqualTo(difference.high());
    assertThat(difference.resampled()).isEqualTo("masks");
    assertThat(row(rows, first + " - " + second, "p-value").value()).isBetween(0.0, 1.0);
  }

  private static double lds(List<ResultRow> rows, String method) {
    return row(rows, method, "lds").value();
  }

  private static ResultRow row(List<ResultRow> rows, String method, String metric) {
    List<ResultRow> found =
        rows.stream()
            .filter(row -> row.method().equals(method) && row.metric().equals(metric))
            .toList();
    assertThat(found).as("%s of %s", metric, method).hasSize(1);
    return found.get(0);
  }
}
