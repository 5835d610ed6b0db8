package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.recipe.Recipe;
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

  /** The resolved recipe. */
  Recipe recipe() {
    return new Catalogue().recipe(experiment, profile, overrides);
  }

  /** The recipe with its data, split and folder below {@code runs}. */
  Study study(Path runs) {
    return Study.open(recipe(), runs);
  }
}
