package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.training.Trainer;
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
  private static final double CALIBRATION_SECONDS = 1;
  private static final int CALIBRATION_EPOCHS = 2;

  @Mixin private RecipeOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Study study = options.study(out);
    study.check();
    PrintWriter out = spec.commandLine().getOut();
    int threads = Runtime.getRuntime().availableProcessors();
    double total = 0;
    out.printf("%s, profile %s%n", study.recipe().name(), study.recipe().profile());
    out.printf(
        "%-30s %12s %8s %10s %12s  %s%n",
        "setup", "retrainings", "done", "left", "minutes", "memory");
    for (Recipe.Setup setup : study.recipe().setups()) {
      RetrainingPlan plan = study.plan(setup);
      Set<RetrainingTask> done = study.measurements().finished(plan);
      double seconds = secondsLeft(study, setup, plan, done) / threads;
      total += seconds;
      out.printf(
          Locale.ROOT,
          "%-30s %,12d %,8d %,10d %12.1f  %s%n",
          setup.name(),
          plan.taskCount(),
          done.size(),
          plan.taskCount() - done.size(),
          seconds / 60,
          MemoryNeed.of(study, setup).describe());
    }
    out.printf(
        Locale.ROOT,
        "retraining: about %.1f minutes on %d threads; results in %s%n",
        total / 60,
        threads,
        study.folder());
    out.flush();
    return 0;
  }

  /** Seconds of one thread, from a calibration on this machine. */
  private static double secondsLeft(
      Study study, Recipe.Setup setup, RetrainingPlan plan, Set<RetrainingTask> done) {
    List<RetrainingTask> left = plan.tasks().stream().filter(task -> !done.contains(task)).toList();
    if (left.isEmpty()) {
      return 0;
    }
    double perStep = secondsPerStep(study, setup);
    int last = plan.checkpoints().get(plan.checkpoints().size() - 1);
    int batch = study.recipe().training().batchSize();
    return left.stream()
        .mapToDouble(task -> perStep * last * (plan.design(task.alpha()).keptCount() / batch))
        .sum();
  }

  private static double secondsPerStep(Study study, Recipe.Setup setup) {
    Trainer trainer = study.trainer(setup);
    int[] all = IntStream.range(0, study.split().train().count()).toArray();
    int steps = CALIBRATION_EPOCHS * (all.length / study.recipe().training().batchSize());
    double fastest = Double.POSITIVE_INFINITY;
    long begin = System.nanoTime();
    while ((System.nanoTime() - begin) / 1e9 < CALIBRATION_SECONDS) {
      long start = System.nanoTime();
      trainer.train(study.split().train(), all, 0, 0, new int[] {CALIBRATION_EPOCHS});
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9 / steps);
    }
    return fastest;
  }
}
