package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: the experiments there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists the experiments: what each answers, where the paper shows it, its profiles.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Catalogue catalogue = new Catalogue();
    for (String name : catalogue.names()) {
      List<String> profiles = catalogue.profiles(name);
      Experiment experiment = catalogue.experiment(name, profiles.get(0), List.of());
      out.printf("%s%n", name);
      out.printf("  question  %s%n", experiment.question());
      out.printf("  paper     %s%n", experiment.paper());
      for (String profile : profiles) {
        out.printf("  %-9s %s%n", profile, sizes(catalogue.experiment(name, profile, List.of())));
      }
    }
    out.flush();
    return 0;
  }

  /** Settings that share a setup share its retrainings. */
  private static String sizes(Experiment experiment) {
    Map<String, Long> retrainings = new LinkedHashMap<>();
    Set<Object> sizes = new LinkedHashSet<>();
    for (Recipe recipe : experiment.settings()) {
      sizes.add(
          "epochs %s, alphas %s, M = %d, R = %d"
              .formatted(recipe.checkpoints(), recipe.alphas(), recipe.masks(), recipe.repeats()));
      for (Recipe.Setup setup : recipe.setups()) {
        retrainings.merge(
            recipe.data() + " " + recipe.training() + " " + setup,
            (long) recipe.alphas().size() * recipe.masks() * recipe.repeats(),
            Math::max);
      }
    }
    return "%d settings, %d networks, %s: %,d retrainings"
        .formatted(
            experiment.settings().size(),
            retrainings.size(),
            sizes.stream().map(Object::toString).collect(Collectors.joining("; ")),
            retrainings.values().stream().mapToLong(Long::longValue).sum());
  }
}
