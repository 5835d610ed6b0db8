package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  @TempDir Path folder;
  private Drill drill;
  private Path out;

  @BeforeEach
  void setUp() throws IOException {
    drill = new Drill(folder, 12, 3, 20);
    out = folder.resolve("out");
  }

  /** Retrainings, done and left. */
  private List<String> counts(String... more) {
    String printed = CommandLineRun.of(drill.arguments("plan", out, more)).succeeds().out();
    String row =
        printed.lines().filter(line -> line.startsWith("1x3 ")).findFirst().orElse(printed);
    return List.of(row.split(" +")).subList(1, 4);
  }

  @Test
  void countsWhatIsDoneAndLeft() {
    assertThat(counts()).containsExactly("36", "0", "36");
    drill.run(out, "--shard", "1/3").succeeds();
    assertThat(counts()).containsExactly("36", "12", "24");
    assertThat(counts("--shard", "1/3")).containsExactly("12", "12", "0");
    assertThat(counts("--shard", "2/3")).containsExactly("12", "0", "12");
    drill.run(out).succeeds();
    assertThat(counts()).containsExactly("36", "36", "0");
    assertThat(CommandLineRun.of(drill.arguments("plan", out)).succeeds().out())
        .contains("retraining: about 0 s on");
  }

  @Test
  void theEstimateIsTheSumOfWhatEveryRetrainingDoes() {
    Study study = drill.study(out);
    RetrainingPlan plan = drill.plan(out);
    List<RetrainingTask> tasks = plan.tasks().subList(0, 6);
    // 24 of 48 points in batches of 8: 3 steps an epoch, 20 epochs, 2 checkpoints, 2 threads.
    assertThat(study.steps(plan, tasks.get(0))).isEqualTo(60);
    Calibration rates = new Calibration(2, 0.5, 0.01, 0.25, 7);
    assertThat(rates.seconds(study, plan, tasks))
        .isCloseTo(6 * (0.5 + 60 * 0.01 + 2 * 0.25) / 2 + 7, within(1e-12));
    assertThat(rates.seconds(study, plan, tasks.subList(0, 1)))
        .isCloseTo(0.5 + 60 * 0.01 + 2 * 0.25 + 7, within(1e-12));
    assertThat(rates.seconds(study, plan, List.of())).isZero();
  }

  @Test
  void theCalibrationMeasuresEverythingARetrainingDoes() {
    Study study = drill.study(out);
    RetrainingPlan plan = drill.plan(out);
    Calibration rates =
        Calibration.measure(study, study.recipe().setups().get(0), plan.tasks(), 2, 0.2);
    assertThat(rates.threads()).isEqualTo(2);
    assertThat(rates.startSeconds()).isPositive();
    assertThat(rates.stepSeconds()).isPositive();
    assertThat(rates.measuringSeconds()).isPositive();
    assertThat(rates.warmUpSeconds()).isNotNegative();
    assertThat(drill.study(out).measurements().finished(plan)).isEmpty();
  }
}
