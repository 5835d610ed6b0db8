package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} on stored files: nothing on the page that is not in a file. */
class ReportCommandTest {
  private static final String SVG = "<svg><title>Drawing %s</title></svg>";

  @TempDir private Path folder;
  private Path runs;
  private Path page;

  @BeforeEach
  void finishedRuns() throws IOException {
    runs = folder.resolve("runs");
    page = folder.resolve("report.html");
    run("ladder", "aaaaaaaaaaaa", "2026-01-01T00:00:00Z", 0.3);
    run("ladder", "bbbbbbbbbbbb", "2026-02-01T00:00:00Z", -0.2);
    run("depth", "cccccccccccc", "2026-01-01T00:00:00Z", 0.1);
  }

  @Test
  void showsTheLastFinishedRunOfEveryExperimentAndItsVerdicts() throws IOException {
    String html = report();
    assertThat(html)
        .contains("Drawing bbbbbbbbbbbb", "Drawing cccccccccccc", "Question of depth?")
        .contains("runs/ladder/bbbbbbbbbbbb/results.csv", "run depth --profile smoke")
        .doesNotContain("Drawing aaaaaaaaaaaa");
    assertThat(words()).startsWith("A1  does not hold", "A2  not run", "A3  not run");
  }

  @Test
  void aResultThatIsRemovedGoesFromThePage() throws IOException {
    report();
    Files.delete(runs.resolve("ladder/bbbbbbbbbbbb/results.csv"));
    assertThat(report())
        .contains("Drawing aaaaaaaaaaaa")
        .doesNotContain("Drawing bbbbbbbbbbbb", "-0.200");
    assertThat(words()).startsWith("A1  holds");
    Files.delete(runs.resolve("ladder/aaaaaaaaaaaa/results.csv"));
    Files.delete(runs.resolve("depth/cccccccccccc/results.csv"));
    assertThat(report()).doesNotContain("Drawing", "Question of").contains("No finished run");
    assertThat(words()).startsWith("A1  not run");
  }

  @Test
  void aFigureThatIsRemovedGoesFromThePage() throws IOException {
    assertThat(report()).contains("<figure id=\"figure-depth-one\">");
    Files.delete(runs.resolve("depth/cccccccccccc/figures/one.svg"));
    assertThat(report()).doesNotContain("figure-depth-one").contains("Question of depth?");
  }

  @Test
  void showsReferencesInPlaceOfRuns() throws IOException {
    Path reference = Files.createDirectories(folder.resolve("reference"));
    ResultTable.write(reference.resolve("ladder-smoke.csv"), rows(0.25));
    ResultTable.write(reference.resolve("ladder-quick.csv"), rows(0.35));
    Files.writeString(reference.resolve("else.txt"), "");
    Path figures = Files.createDirectories(folder.resolve("figures/ladder")).getParent();
    Files.writeString(figures.resolve("ladder/two.svg"), SVG.formatted("two"));
    CommandLineRun.of(
            "report",
            "--reference",
            reference.toString(),
            "--figures",
            figures.toString(),
            "--out",
            page.toString())
        .succeeds();
    assertThat(page)
        .content()
        .contains("Drawing two", "run ladder --profile quick", ">0.350<", "reference results")
        .doesNotContain("0.250");
  }

  @Test
  void wrongFoldersAndDamagedFilesAreNamedInOneLine() throws IOException {
    CommandLineRun.of("report", "--runs", folder.resolve("none").toString())
        .failsInOneLine(2, "none", "--reference");
    Files.writeString(runs.resolve("depth/cccccccccccc/results.csv"), "a,b\n1,2\n");
    CommandLineRun.of("report", "--runs", runs.toString(), "--out", page.toString())
        .failsInOneLine(1, "results.csv");
    assertThat(page).doesNotExist();
  }

  private String report() throws IOException {
    CommandLineRun.of("report", "--runs", runs.toString(), "--out", page.toString()).succeeds();
    return Files.readString(page);
  }

  private List<String> words() {
    return CommandLineRun.of("report", "--runs", runs.toString(), "--out", page.toString())
        .succeeds()
        .out()
        .lines()
        .filter(line -> line.matches("[AB]\\d .*"))
        .map(line -> line.substring(0, 18).strip())
        .toList();
  }

  private void run(String experiment, String hash, String end, double lastStep) throws IOException {
    Path run = Files.createDirectories(runs.resolve(experiment).resolve(hash));
    Files.writeString(
        run.resolve("recipe.yaml"), "question: Question of %s?\n".formatted(experiment));
    ResultTable.write(run.resolve("results.csv"), rows(lastStep));
    Files.createDirectories(run.resolve("figures"));
    Files.writeString(run.resolve("figures/one.svg"), SVG.formatted(hash));
    Files.writeString(run.resolve("figures/one.png"), "");
    new Provenance(
            "17",
            "os",
            2,
            1,
            List.of(),
            Map.of(),
            "unknown",
            "unknown",
            Map.of("profile", "smoke"),
            List.of("run", experiment, "--profile", "smoke"),
            "2026-01-01T00:00:00Z",
            end)
        .write(run.resolve("environment.json"));
  }

  private static List<ResultRow> rows(double lastStep) {
    List<ResultRow> rows = new ArrayList<>();
    Map<String, Double> losses =
        Map.of(
            "H->GGN",
            0.0,
            "GGN->Block-GGN",
            0.05,
            "Block-GGN->EK-FAC",
            0.04,
            "EK-FAC->K-FAC",
            lastStep);
    losses.forEach(
        (step, loss) -> {
          rows.add(row(step, "lds-step", loss, loss - 0.001, loss + 0.001));
          rows.add(row(step, "p-value", 1e-6, null, null));
        });
    return rows;
  }

  private static ResultRow row(
      String method, String metric, double value, Double low, Double high) {
    return new ResultRow(
        ResultRow.ONLY_SETTING,
        "1x16",
        0.5,
        10,
        method,
        null,
        metric,
        value,
        low,
        high,
        100,
        "masks",
        0);
  }
}
