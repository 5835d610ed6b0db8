package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
      Recipe recipe = catalogue.recipe(name, profiles.get(0), List.of());
      out.printf("%s%n", name);
      out.printf("  question  %s%n", recipe.question());
      out.printf("  paper     %s%n", recipe.paper());
      for (String profile : profiles) {
        Recipe sized = catalogue.recipe(name, profile, List.of());
        out.printf(
            "  %-9s %d setups, epochs %s, alphas %s, M = %d, R = %d: %,d retrainings%n",
            profile,
            sized.setups().size(),
            sized.checkpoints(),
            sized.alphas(),
            sized.masks(),
            sized.repeats(),
            (long) sized.setups().size() * sized.alphas().size() * sized.masks() * sized.repeats());
      }
    }
    out.flush();
    return 0;
  }
}
