package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;
  private String recipe;

  @BeforeEach
  void recipe() throws IOException {
    recipe = TinyRecipe.in(folder).toString();
  }

  private CommandLineRun check(String... more) {
    String[] fixed = {
      "check",
      recipe,
      "--out",
      folder.resolve("out").toString(),
      "--reference",
      folder.resolve("reference").toString()
    };
    return CommandLineRun.of(
        Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void acceptedNumbersAreGoodUntilTheyChange() throws IOException {
    assertThat(check("--accept", "first, of \"all\"").succeeds().out())
        .contains("tiny smoke: accepted");
    Path log = folder.resolve("reference/accepted.csv");
    assertThat(Files.readString(log)).contains("experiment,profile,recipe").contains("first, of");
    assertThat(check().succeeds().out()).contains("tiny smoke: good");

    Path table = folder.resolve("reference/tiny-smoke.csv");
    String rows = Files.readString(table);
    Files.writeString(table, rows.replace("relative-error-to-H,0.", "relative-error-to-H,7."));
    CommandLineRun worse = check();
    assertThat(worse.exitCode()).isEqualTo(1);
    assertThat(worse.out())
        .contains("tiny smoke: WORSE than accepted")
        .contains("K-FAC, relative-error-to-H: a deterministic number moved: accepted 7.")
        .contains("--accept");

    check("--accept", "meant so").succeeds();
    assertThat(check().succeeds().out()).contains("good");
    assertThat(Files.readAllLines(log)).hasSize(3);
  }

  @Test
  void otherSeedsAreComparedByLdsAndOrder() {
    check("--accept", "first").succeeds();
    assertThat(check("--set", "seed=1").out()).contains("LDS and order only");
  }

  @Test
  void withoutAcceptedNumbersThereIsNothingToCompare() {
    CommandLineRun none = check();
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("error: no accepted numbers of tiny smoke in");
    CommandLineRun reasonless = check("--accept", " ");
    assertThat(reasonless.exitCode()).isEqualTo(2);
    assertThat(reasonless.err()).contains("expected the EXPERIMENT to accept, and a reason");
  }
}
