package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.Retrainer;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan's estimate against the clock: prints both and checks only that they are of one size,
 * since another program on the machine moves either. On a quiet machine they are within 30 %.
 */
@Tag("slow")
class PlanAccuracyTest {
  private static final int THREADS = 2;
  private static final double CALIBRATION_SECONDS = 2;
  private static final double WRONG_UNIT = 10;

  @TempDir Path folder;

  @Test
  void plannedAgainstRealSeconds() throws IOException {
    Drill drill = new Drill(folder, 200, 10, 4000);
    Path out = folder.resolve("out");
    Study study = drill.study(out);
    Recipe.Setup setup = study.recipe().setups().get(0);
    RetrainingPlan plan = drill.plan(out);
    List<RetrainingTask> tasks = plan.tasks();
    double planned =
        Calibration.measure(study, setup, tasks, THREADS, CALIBRATION_SECONDS)
            .seconds(study, plan, tasks);

    long start = System.nanoTime();
    new Retrainer(study.network(setup), study.trainer(setup)::train, study.split())
        .run(plan, tasks, Set.of(), THREADS, ignored -> {}, ProgressListener.SILENT);
    double real = (System.nanoTime() - start) / 1e9;

    System.out.printf(
        Locale.ROOT,
        "%,d retrainings: planned %.1f s, took %.1f s, planned / real %.2f%n",
        tasks.size(),
        planned,
        real,
        planned / real);
    assertThat(planned / real).isBetween(1 / WRONG_UNIT, WRONG_UNIT);
  }
}
