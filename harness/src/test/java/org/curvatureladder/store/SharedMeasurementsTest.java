package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.Measurements;
import org.curvatureladder.retraining.ProgressListener;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.retraining.Toy;
import org.curvatureladder.training.Checkpoint.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that differ only in how much they ask for share their retrainings. */
class SharedMeasurementsTest {
  private final Toy toy = new Toy(true);

  @TempDir Path runs;

  private RetrainingPlan plan(int masks, int repeats, Integer... checkpoints) {
    return plan(List.of(0.5), masks, repeats, checkpoints);
  }

  private RetrainingPlan plan(List<Double> alphas, int masks, int repeats, Integer... checkpoints) {
    return toy.plan(alphas, masks, repeats, List.of(checkpoints), 11);
  }

  /** Runs what is missing and returns what was run. */
  private List<RetrainingTask> run(Path folder, RetrainingPlan plan) {
    MeasurementStore store = new MeasurementStore(folder);
    List<RetrainingTask> ran = Collections.synchronizedList(new ArrayList<>());
    Set<RetrainingTask> done = store.finished(plan);
    try (PartWriter writer = store.writer(plan)) {
      toy.retrainer()
          .run(
              plan,
              plan.tasks(),
              done,
              2,
              measurements -> {
                writer.accept(measurements);
                ran.add(measurements.task());
              },
              ProgressListener.SILENT);
    }
    return ran;
  }

  /** The plan's truth and digest are those of a store that holds nothing else. */
  private void equalsAlone(RetrainingPlan plan) {
    Path alone = runs.resolve("alone-" + plan.hashCode());
    run(alone, plan);
    MeasurementStore expected = new MeasurementStore(alone);
    MeasurementStore store = new MeasurementStore(runs);
    assertThat(store.measurementsDigest(plan)).isEqualTo(expected.measurementsDigest(plan));
    for (double alpha : plan.alphas()) {
      for (int checkpoint : plan.checkpoints()) {
        GroundTruth truth = store.groundTruth(plan, alpha, checkpoint, Measurement.LOSS);
        assertThat(truth.values())
            .isDeepEqualTo(
                expected.groundTruth(plan, alpha, checkpoint, Measurement.LOSS).values());
        truth.requireDesign(plan.design(alpha));
      }
    }
  }

  @Test
  void aSmallerPlanNeedsNothingAfterALargerOne() {
    run(runs, plan(List.of(0.5, 0.7), 5, 3, 1, 3, 5));
    List<RetrainingPlan> smaller =
        List.of(
            plan(5, 3, 1, 3, 5),
            plan(3, 3, 1, 3, 5),
            plan(5, 2, 1, 3, 5),
            plan(5, 3, 3),
            plan(List.of(0.7, 0.5), 5, 3, 1, 5),
            plan(List.of(0.7), 2, 1, 1));
    for (RetrainingPlan plan : smaller) {
      assertThat(run(runs, plan)).isEmpty();
      equalsAlone(plan);
    }
  }

  @Test
  void moreMasksRepeatsOrAlphasRunOnlyTheDifference() {
    run(runs, plan(3, 2, 1, 5));
    RetrainingPlan repeats = plan(3, 3, 1, 5);
    assertThat(run(runs, repeats)).hasSize(3).allMatch(task -> task.repeat() == 2);
    equalsAlone(repeats);
    RetrainingPlan masks = plan(4, 3, 1, 5);
    assertThat(run(runs, masks)).hasSize(3).allMatch(task -> task.mask() == 3);
    equalsAlone(masks);
    RetrainingPlan alphas = plan(List.of(0.7, 0.5), 4, 3, 1, 5);
    assertThat(run(runs, alphas)).hasSize(12).allMatch(task -> task.alpha() == 0.7);
    equalsAlone(alphas);
  }

  @Test
  void aLaterCheckpointNeedsEveryRetrainingAgainAndTheCopiesAgree() {
    run(runs, plan(3, 2, 1, 3));
    RetrainingPlan longer = plan(3, 2, 1, 5);
    assertThat(new MeasurementStore(runs).finished(longer)).isEmpty();
    assertThat(run(runs, longer)).hasSize(6);
    // Rows of checkpoint 1 are there twice, 3 only from the first run, 5 only from the second.
    equalsAlone(longer);
    equalsAlone(plan(3, 2, 1, 3));
    RetrainingPlan together = plan(3, 2, 1, 3, 5);
    assertThat(run(runs, together)).isEmpty();
    equalsAlone(together);
  }

  @Test
  void copiesOfRunsWithOtherCheckpointsMustHaveEqualBits() {
    RetrainingPlan shorter = plan(1, 1, 1, 3);
    RetrainingPlan longer = plan(1, 1, 1, 5);
    MeasurementStore store = new MeasurementStore(runs);
    for (RetrainingPlan plan : List.of(shorter, longer)) {
      double value = plan == longer ? Math.nextUp(2.5) : 2.5;
      double[][] constant = new double[2][plan.queries()];
      for (double[] row : constant) {
        Arrays.fill(row, value);
      }
      try (PartWriter writer = store.writer(plan)) {
        writer.accept(
            new Measurements(
                plan.tasks().get(0),
                plan.checkpoints(),
                constant,
                constant,
                List.of(Status.FINISHED, Status.FINISHED)));
      }
    }
    assertThatThrownBy(() -> store.groundTruth(shorter, 0.5, 1, Measurement.LOSS))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageStartingWith("two parts disagree on mask 0, repeat 0");
    assertThatThrownBy(() -> store.measurementsDigest(longer))
        .isInstanceOf(DamagedDataException.class);
    assertThat(store.groundTruth(shorter, 0.5, 3, Measurement.LOSS).divergedCount()).isZero();
  }

  @Test
  void whatAnotherPlanStillMissesIsNoPartOfThisOne() {
    run(runs, plan(2, 1, 1));
    RetrainingPlan more = plan(3, 1, 1);
    MeasurementStore store = new MeasurementStore(runs);
    assertThat(store.finished(more)).hasSize(2);
    assertThatThrownBy(() -> store.groundTruth(more, 0.5, 1, Measurement.LOSS))
        .hasMessageContaining("1 of 3 retrainings are not done yet");
    assertThat(store.measurementsDigest(more))
        .isNotEqualTo(new MeasurementStore(runs.resolve("none")).measurementsDigest(more));
  }

  @Test
  void anIdentityHasAFolderOfItsOwn() {
    MeasurementStore store = new MeasurementStore(runs);
    RetrainingPlan plan = plan(2, 1, 1);
    assertThat(store.folder(plan))
        .isEqualTo(runs.resolve("ground-truth/1x4-" + plan.identity().substring(0, 12)))
        .isEqualTo(store.folder(plan(7, 3, 2, 4)));
    RetrainingPlan otherSeed = toy.plan(2, 1, 12);
    run(runs, plan);
    run(runs, otherSeed);
    assertThat(store.folder(otherSeed)).isDirectory().isNotEqualTo(store.folder(plan));
    store.delete(plan);
    assertThat(store.finished(plan)).isEmpty();
    assertThat(store.finished(otherSeed)).hasSize(otherSeed.taskCount());
  }
}
