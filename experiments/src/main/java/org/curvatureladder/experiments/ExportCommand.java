package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.curvatureladder.data.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: everything about one setup as NumPy arrays. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes one .npz for NumPy: data, weights, every rung's matrix, gradients, scores, masks and"
            + " measurements of a setup. Arrays that a run has not produced are left out.")
final class ExportCommand implements Callable<Integer> {
  @Mixin private RecipeOptions options;

  @Option(names = "--setup", required = true, paramLabel = "S", description = "Name of the setup.")
  private String setup;

  @Option(
      names = "--setting",
      paramLabel = "NAME",
      description = "Setting of an experiment that has several (default: the first).")
  private Optional<String> setting;

  @Option(
      names = "--checkpoint",
      paramLabel = "EPOCH",
      description = "Training time (default: the last checkpoint).")
  private Optional<Integer> checkpoint;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Kept fraction of the masks (default: the first).")
  private Optional<Double> alpha;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the .npz (default: export/ in the run's folder).")
  private Optional<Path> out;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Studies studies = options.studies(runs);
    Study study = setting.map(studies::setting).orElseGet(() -> studies.settings().get(0));
    int epoch =
        checkpoint.orElseGet(
            () -> study.recipe().checkpoints().get(study.recipe().checkpoints().size() - 1));
    if (!study.recipe().checkpoints().contains(epoch)) {
      throw new InvalidInputException(
          "--checkpoint %d; expected one of %s".formatted(epoch, study.recipe().checkpoints()));
    }
    double kept = alpha.orElseGet(() -> study.recipe().alphas().get(0));
    if (!study.recipe().alphas().contains(kept)) {
      throw new InvalidInputException(
          "--alpha %s; expected one of %s".formatted(kept, study.recipe().alphas()));
    }
    study.check();
    Path file =
        new SetupExport(study, study.recipe().setup(setup), epoch, kept)
            .write(out.orElse(study.folder().resolve("export")));
    spec.commandLine().getOut().printf("export   %s%n", file);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
