package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.recipe.Analysis;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.ResultRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: one experiment end to end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Retrains what is missing, scores, evaluates and draws. Finished retrainings are found and"
            + " skipped; an interrupted run goes on where it stopped.")
final class RunCommand implements Callable<Integer> {
  @Mixin private RecipeOptions options;

  @Mixin private RunOptions runs;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Retrain the I-th of N equal parts only; any run after the last evaluates.")
  private Optional<String> shard;

  @Option(
      names = "--force",
      description =
          "Delete the retrainings of its setups, which other experiments share, and start anew.")
  private boolean force;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Where figures go (default: figures/ in the run's folder).")
  private Optional<Path> figures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int count = runs.threads();
    Shard part = shard.map(Shard::parse).orElse(Shard.WHOLE);
    if (force && part.count() > 1) {
      throw new InvalidInputException(
          "--force with --shard would delete what other shards have done; expected one of the two");
    }
    Studies studies = options.studies(runs.out());
    PrintWriter out = spec.commandLine().getOut();
    Optional<Evaluation> evaluation =
        new ExperimentRun(studies, count, spec.commandLine().getParseResult().originalArgs())
            .run(part, force);
    if (evaluation.isEmpty()) {
      out.printf(
          "shard %d/%d is done; other shards still have retrainings to do%n",
          part.index() + 1, part.count());
      out.flush();
      return 0;
    }
    List<ResultRow> rows = evaluation.get().rows();
    for (Study study : studies.settings()) {
      if (study.recipe().analysis() == Analysis.LADDER) {
        new LadderTable(study, rows).print(out);
      } else {
        new AttributionTable(study, rows).print(out);
      }
    }
    List<Path> files =
        new Figures(figures.orElse(studies.folder().resolve("figures")))
            .draw(studies.experiment(), evaluation.get());
    out.printf("%nresults  %s%n", studies.folder().resolve("results.csv"));
    files.forEach(file -> out.printf("figure   %s%n", file));
    out.flush();
    return 0;
  }
}
