package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.retraining.RetrainingPlan;

/** A small plan with little evaluation, and what a run of it left in a folder of runs. */
final class Drill {
  private static final Pattern PART = Pattern.compile("part-.+-(\\d+)-[0-9a-f]+\\.parquet");
  private final Path recipe;
  private final List<String> sizes;

  /**
   * The tiny experiment, one setup only, in another size.
   *
   * @param folder where recipe and data are written
   */
  Drill(Path folder, int masks, int repeats, int epochs) throws IOException {
    this.recipe = TinyRecipe.in(folder);
    this.sizes =
        List.of(
            "setups=[{name: 1x3, hidden: [3]}]",
            "rungs=[GGN]",
            "damping=[0.1]",
            "bootstrap.resamples=20",
            "training.schedule-epochs=" + epochs,
            "checkpoints=[2, " + epochs + "]",
            "masks=" + masks,
            "repeats=" + repeats);
  }

  /** Arguments of {@code run} or another subcommand. */
  String[] arguments(String subcommand, Path out, String... more) {
    return Stream.of(
            Stream.of(subcommand, recipe.toString(), "--out", out.toString()),
            sizes.stream().flatMap(size -> Stream.of("--set", size)),
            Stream.of(more))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  /** Runs it in this JVM. */
  CommandLineRun run(Path out, String... more) {
    return CommandLineRun.of(arguments("run", out, more));
  }

  Study study(Path out) {
    Experiment resolved = new Catalogue().experiment(recipe.toString(), "smoke", sizes);
    return Studies.open(resolved, out, out).settings().get(0);
  }

  RetrainingPlan plan(Path out) {
    Study study = study(out);
    return study.plan(study.recipe().setups().get(0));
  }

  /** What a run computed: the digest of its measurements and its results, timings apart. */
  String outcome(Path out) throws IOException {
    Study study = study(out);
    List<String> rows = Files.readAllLines(study.folder().resolve("results.csv"));
    return study.measurements().measurementsDigest(plan(out))
        + "\n"
        + String.join("\n", rows.stream().filter(row -> !row.contains("seconds")).toList());
  }

  /** The parts of a folder of runs. */
  List<Path> parts(Path out) throws IOException {
    Path folder = study(out).measurements().folder(plan(out));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
  }

  /** Retrainings in all parts; one that is stored twice counts twice. */
  int stored(Path out) throws IOException {
    return parts(out).stream().mapToInt(part -> stored(part.getFileName().toString())).sum();
  }

  /** Retrainings in one part. */
  static int stored(String partName) {
    Matcher name = PART.matcher(partName);
    assertThat(name.matches()).as(partName).isTrue();
    return Integer.parseInt(name.group(1));
  }
}
