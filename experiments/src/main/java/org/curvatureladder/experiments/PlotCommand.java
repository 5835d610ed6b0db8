package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.curvatureladder.store.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plot}: the figures of a finished run, from its stored results. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description = "Draws the figures of a finished run again, from its stored results.")
final class PlotCommand implements Callable<Integer> {
  @Mixin private RecipeOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Where figures go (default: figures/ in the run's folder).")
  private Optional<Path> figures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Studies studies = options.studies(out);
    ResultStore store = ResultStore.existing(studies.folder());
    PrintWriter out = spec.commandLine().getOut();
    new Figures(figures.orElse(studies.folder().resolve("figures")))
        .draw(studies.experiment(), store.readEvaluation())
        .forEach(file -> out.printf("figure   %s%n", file));
    out.flush();
    return 0;
  }
}
