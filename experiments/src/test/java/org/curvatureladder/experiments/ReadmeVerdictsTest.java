package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's verdicts are those that the committed results give. */
class ReadmeVerdictsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** For instance {@code -0.050 [-0.062, -0.037]}; a matrix norm has no interval. */
  private static final Pattern DECIDING =
      Pattern.compile(" {19}(-?[0-9.]+(?: \\[-?[0-9.]+, -?[0-9.]+])?): .*");

  private static final Pattern VERDICT = Pattern.compile("([AB][0-9]) +(.{13,14}) .*");

  @TempDir private Path folder;

  @Test
  void everyVerdictStandsInTheReadmeWithTheNumberThatDecidedIt() throws IOException {
    List<String> readme = Files.readAllLines(ROOT.resolve("README.md"));
    Map<String, List<String>> verdicts = verdicts();
    assertThat(verdicts).hasSize(8);
    verdicts.forEach(
        (claim, expected) ->
            assertThat(readme)
                .filteredOn(line -> line.startsWith("| " + claim + " "))
                .singleElement()
                .asString()
                .contains("| " + expected.get(0) + " |")
                .contains(expected.get(1)));
  }

  /** Claim to its word and its deciding number. */
  private Map<String, List<String>> verdicts() {
    String out =
        CommandLineRun.of(
                "report",
                "--reference",
                ROOT.resolve("results/reference").toString(),
                "--figures",
                folder.toString(),
                "--out",
                folder.resolve("report.html").toString())
            .succeeds()
            .out();
    List<MatchResult> words = Pattern.compile(VERDICT + "\n").matcher(out).results().toList();
    List<MatchResult> numbers = Pattern.compile(DECIDING + "\n").matcher(out).results().toList();
    assertThat(numbers).hasSameSizeAs(words);
    return IntStream.range(0, words.size())
        .boxed()
        .collect(
            Collectors.toMap(
                k -> words.get(k).group(1),
                k -> List.of(words.get(k).group(2).strip(), numbers.get(k).group(1))));
  }
}
