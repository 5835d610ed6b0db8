package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tiny experiment through every subcommand. */
class EndToEndTest {
  @TempDir Path folder;

  @Test
  void runsPlansPlotsAndExports() throws IOException {
    String recipe = TinyRecipe.in(folder).toString();
    Path out = folder.resolve("out");
    CommandLineRun plan = CommandLineRun.of("plan", recipe, "--out", out.toString()).succeeds();
    assertThat(plan.out()).contains("1x3", "linear", "32");

    CommandLineRun run = CommandLineRun.of("run", recipe, "--out", out.toString()).succeeds();
    for (String word :
        List.of("H ", "GGN", "Block-GGN", "EK-FAC", "K-FAC", "gradient dot", "noise ceiling")) {
      assertThat(run.out()).contains(word);
    }
    Path results = only(out, "results.csv");
    assertThat(results.resolveSibling("environment.json")).isNotEmptyFile();
    assertThat(results.resolveSibling("recipe.yaml")).isNotEmptyFile();
    assertThat(results.resolveSibling("figures").resolve("lds-by-rung.svg")).isNotEmptyFile();

    Path figures = folder.resolve("figures");
    CommandLineRun.of("plot", recipe, "--out", out.toString(), "--figures", figures.toString())
        .succeeds();
    assertThat(figures.resolve("lds-by-rung.png")).isNotEmptyFile();

    CommandLineRun.of(
            "export",
            recipe,
            "--setup",
            "1x3",
            "--runs",
            out.toString(),
            "--out",
            folder.resolve("new/export").toString())
        .succeeds();
    assertThat(folder.resolve("new/export/1x3-epoch10.npz")).isNotEmptyFile();
  }

  /** A run elsewhere repeats the numbers, timings apart; one here finds what is evaluated. */
  @Test
  void aSecondRunChangesNothing() throws IOException {
    String recipe = TinyRecipe.in(folder).toString();
    Path out = folder.resolve("out");
    CommandLineRun.of("run", recipe, "--out", out.toString(), "--threads", "1").succeeds();
    byte[] first = Files.readAllBytes(only(out, "results.csv"));
    Path elsewhere = folder.resolve("elsewhere");
    CommandLineRun.of("run", recipe, "--out", elsewhere.toString(), "--threads", "2").succeeds();
    assertThat(numbers(only(elsewhere, "results.csv")))
        .isEqualTo(numbers(only(out, "results.csv")));
    Files.delete(only(out, "results.csv"));
    CommandLineRun.of("run", recipe, "--out", out.toString()).succeeds();
    assertThat(only(out, "results.csv")).hasBinaryContent(first);
  }

  @Test
  void listNamesEveryRecipe() {
    assertThat(CommandLineRun.of("list").succeeds().out()).contains("ladder", "smoke", "paper");
  }

  private static List<String> numbers(Path results) throws IOException {
    return Files.readAllLines(results).stream().filter(row -> !row.contains("seconds")).toList();
  }

  private static Path only(Path root, String name) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> found =
          files
              .filter(file -> file.endsWith(name) && !file.toString().contains("evaluated"))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
