package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plan}: what a run would do and cost. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Says what a run would do: retrainings done and left, an estimate of time and memory.")
final class PlanCommand implements Callable<Integer> {
  private static final double CALIBRATION_SECONDS = 2;

  @Mixin private RecipeOptions options;

  @Mixin private RunOptions runs;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Plan the I-th of N equal parts of the retrainings only.")
  private Optional<String> shard;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int count = runs.threads();
    Shard part = shard.map(Shard::parse).orElse(Shard.WHOLE);
    Studies studies = options.studies(runs.out());
    studies.check();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s, profile %s%n", studies.experiment().name(), studies.experiment().profile());
    out.printf(
        "%-16s %12s %9s %9s %9s %10s  %s%n",
        "setup", "retrainings", "done", "left", "us/step", "time", "memory");
    double total = 0;
    Set<String> planned = new HashSet<>();
    for (Study study : studies.settings()) {
      for (Recipe.Setup setup : study.recipe().setups()) {
        // Settings may share their retrainings.
        if (planned.add(study.plan(setup).toString())) {
          total += plan(study, setup, part, count, out);
        }
      }
    }
    out.printf("retraining: about %s on %d threads%n", duration(total), count);
    if (total > 0) {
      out.printf(
          "Measured for %.0f s per setup on %d threads at once: steps, starting a training, measuring the"
              + " queries. Assumes a%nmachine as busy as now and that no training diverges; scoring and"
              + " evaluation come on top. Memory is an upper estimate.%n",
          CALIBRATION_SECONDS, count);
    }
    out.printf("results in %s%n", studies.folder());
    out.flush();
    return 0;
  }

  /** Prints a setup's line; the seconds its missing retrainings will take. */
  private static double plan(
      Study study, Recipe.Setup setup, Shard part, int count, PrintWriter out) {
    RetrainingPlan plan = study.plan(setup);
    List<RetrainingTask> mine = plan.tasks(part.index(), part.count());
    Set<RetrainingTask> done = study.measurements().finished(plan);
    List<RetrainingTask> left = mine.stream().filter(task -> !done.contains(task)).toList();
    Optional<Calibration> calibration =
        left.isEmpty()
            ? Optional.empty()
            : Optional.of(Calibration.measure(study, setup, left, count, CALIBRATION_SECONDS));
    double seconds = calibration.map(rates -> rates.seconds(study, plan, left)).orElse(0.0);
    out.printf(
        Locale.ROOT,
        "%-16s %,12d %,9d %,9d %9s %10s  %s%n",
        study.label(setup),
        mine.size(),
        mine.size() - left.size(),
        left.size(),
        calibration
            .map(rates -> String.format(Locale.ROOT, "%.1f", 1e6 * rates.stepSeconds() / count))
            .orElse("-"),
        duration(seconds),
        MemoryNeed.of(study, setup).describe());
    return seconds;
  }

  /** For instance {@code 42 s}, {@code 3.4 min} or {@code 11.2 h}. */
  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
