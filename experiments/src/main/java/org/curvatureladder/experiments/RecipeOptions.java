package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.DataSources;
import org.curvatureladder.recipe.Experiment;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every subcommand that works on an experiment takes. */
final class RecipeOptions {
  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "A name from 'list', or the path of a .yaml recipe.")
  private String experiment;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "smoke",
      description = "smoke, quick or paper: the same recipe in three sizes (default: smoke).")
  private String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces one key of the recipe, for instance --set masks=50.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of data sets that are not shipped, and where they are downloaded to"
              + " (default: ~/.cache/curvature-ladder).")
  private Optional<Path> data;

  /** The resolved recipe. */
  Experiment resolved() {
    return new Catalogue().experiment(experiment, profile, overrides);
  }

  /** The recipe with its data, splits and folder below {@code runs}. */
  Studies studies(Path runs) {
    return Studies.open(resolved(), runs, data.orElseGet(DataSources::defaultFolder));
  }
}
