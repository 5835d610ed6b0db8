package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong use gives one clear line and an exit code, never a stack trace. */
class WrongUseTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run laddr | unknown experiment 'laddr' | did you mean 'ladder'",
        "run nothing.yaml | nothing.yaml | expected",
        "run ladder --profile smok | unknown profile 'smok' | did you mean 'smoke'",
        "run ladder --set mask=3 | unknown key 'mask' | did you mean 'masks'",
        "run ladder --set training.learning-rat=3 | unknown key | learning-rate",
        "run ladder --set activation=gelo | gelo | did you mean 'gelu'",
        "run ladder --set alphas=[0] | alphas | between 0 and 1",
        "run ladder --set alphas=[1] | alphas | between 0 and 1",
        "run ladder --set alphas=[0.00001] | alpha | keep at least 1",
        "run ladder --set masks=2 | masks | 3",
        "run ladder --set rungs=[GNG] | GNG | GGN",
        "run ladder --set damping=[-1] | damping | above 0",
        "run ladder --set training.batch=5000 | batch | at most",
        "run ladder --shard 3/2 | --shard 3/2 | expected i/n",
        "run ladder --threads 0 | --threads 0 | at least 1",
        "run ladder --threads x | --threads | x",
        "run ladder --forse | --forse | --force",
        "rnu ladder | rnu | run",
        "run | EXPERIMENT | --help",
        "export ladder --setup 1x17 | unknown setup '1x17' | 1x16",
        "export ladder --setup 1x16 --checkpoint 11 | --checkpoint 11 | 10",
        "plot ladder | no results | has been run",
        "bench-report TrainingStop | benchmarks | none matches TrainingStop",
        "bench-report Training( | benchmarks | no regular expression",
      })
  void isOneLine(String arguments, String what, String expected) {
    String[] words =
        Stream.concat(Stream.of(arguments.split(" ")), runsFolder(arguments))
            .toArray(String[]::new);
    CommandLineRun.of(words).failsInOneLine(2, what, expected);
  }

  private Stream<String> runsFolder(String arguments) {
    if (!arguments.startsWith("run ") && !arguments.startsWith("plot ")) {
      return arguments.startsWith("export ")
          ? Stream.of("--runs", folder.toString())
          : Stream.empty();
    }
    return Stream.of("--out", folder.toString());
  }

  @Test
  void moreMasksThanThePointsAllow() throws IOException {
    Path recipe = TinyRecipe.in(folder);
    // 48 points: keeping 1 of them leaves 48 masks.
    CommandLineRun.of(
            "run",
            recipe.toString(),
            "--out",
            folder.resolve("out").toString(),
            "--set",
            "alphas=[0.02]",
            "--set",
            "masks=49",
            "--set",
            "training.batch=1")
        .failsInOneLine(2, "49 masks", "only 48");
  }

  @Test
  void missingDataFile() throws IOException {
    Path recipe = TinyRecipe.in(folder);
    Files.delete(folder.resolve("clusters.csv"));
    CommandLineRun.of("run", recipe.toString(), "--out", folder.toString())
        .failsInOneLine(2, "clusters.csv", "does not exist");
  }

  @Test
  void outputThatIsAFile() throws IOException {
    Path recipe = TinyRecipe.in(folder);
    Path file = Files.writeString(folder.resolve("file"), "");
    CommandLineRun.of("run", recipe.toString(), "--out", file.toString())
        .failsInOneLine(2, file.toString());
  }

  /** /proc refuses new folders even to root, who may write to any read-only one. */
  @Test
  void outputThatIsReadOnly() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "needs /proc");
    Path recipe = TinyRecipe.in(folder);
    CommandLineRun.of("run", recipe.toString(), "--out", "/proc/runs")
        .failsInOneLine(2, "/proc/runs");
  }

  @Test
  void damagedSplitFile() throws IOException {
    Path recipe = TinyRecipe.in(folder);
    Path out = folder.resolve("out");
    CommandLineRun.of("run", recipe.toString(), "--out", out.toString()).succeeds();
    Path split;
    try (Stream<Path> files = Files.list(out.resolve("splits"))) {
      split = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(split);
    bytes[bytes.length / 2] ^= 1;
    Files.write(split, bytes);
    CommandLineRun.of("run", recipe.toString(), "--out", out.toString())
        .failsInOneLine(1, split.toString(), "damaged");
  }

  @Test
  void tooLittleHeapIsFoundBeforeWorkStarts() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "ladder",
                "--out",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(2);
    assertThat(output)
        .contains("error: setup ", " GB of Java heap", "-Dladder.jvm=-Xmx")
        .doesNotContain("\tat ");
  }
}
