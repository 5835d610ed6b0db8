package org.curvatureladder.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.Split;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.api.Test;

class RetrainingPlanTest {
  private final Toy toy = new Toy(true);

  @Test
  void tasksGoByRepeatThenAlphaThenMask() {
    RetrainingPlan plan = toy.plan(2, 2, 0);
    assertThat(plan.tasks())
        .containsExactly(
            new RetrainingTask("1x4", 0.5, 0, 0),
            new RetrainingTask("1x4", 0.5, 1, 0),
            new RetrainingTask("1x4", 0.7, 0, 0),
            new RetrainingTask("1x4", 0.7, 1, 0),
            new RetrainingTask("1x4", 0.5, 0, 1),
            new RetrainingTask("1x4", 0.5, 1, 1),
            new RetrainingTask("1x4", 0.7, 0, 1),
            new RetrainingTask("1x4", 0.7, 1, 1));
    assertThat(plan.taskCount()).isEqualTo(8);
  }

  @Test
  void shardsShareThePlanWithoutOverlap() {
    RetrainingPlan plan = toy.plan();
    List<RetrainingTask> together = new ArrayList<>();
    for (int shard = 0; shard < 5; shard++) {
      together.addAll(plan.tasks(shard, 5));
    }
    assertThat(together).doesNotHaveDuplicates().hasSize(plan.taskCount());
    assertThat(new HashSet<>(together)).isEqualTo(new HashSet<>(plan.tasks()));
    assertThatThrownBy(() -> plan.tasks(5, 5)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theIdentityIsOfWhatFixesOneRetraining() {
    RetrainingPlan plan = toy.plan();
    assertThat(toy.plan().identity()).isEqualTo(plan.identity());
    List<RetrainingPlan> others =
        List.of(
            toy.plan(4, 3, 12),
            with("2x4", plan.architecture(), plan.training(), plan.data(), 16, 5, List.of(1, 5)),
            with("1x4", "other", plan.training(), plan.data(), 16, 5, List.of(1, 5)),
            with("1x4", plan.architecture(), "other", plan.data(), 16, 5, List.of(1, 5)),
            with("1x4", plan.architecture(), plan.training(), "other", 16, 5, List.of(1, 5)),
            with("1x4", plan.architecture(), plan.training(), plan.data(), 17, 5, List.of(1, 5)),
            with("1x4", plan.architecture(), plan.training(), plan.data(), 16, 6, List.of(1, 5)));
    assertThat(others).noneMatch(other -> other.identity().equals(plan.identity()));
    assertThat(others.stream().map(RetrainingPlan::identity)).doesNotHaveDuplicates();
    assertThat(
            with("1x4", plan.architecture(), plan.training(), plan.data(), 16, 5, List.of(1, 5))
                .identity())
        .isEqualTo(plan.identity());
  }

  @Test
  void howMuchIsAskedForIsNotAPartOfTheIdentity() {
    RetrainingPlan plan = toy.plan();
    assertThat(toy.plan(5, 3, 11).identity()).isEqualTo(plan.identity());
    assertThat(toy.plan(4, 2, 11).identity()).isEqualTo(plan.identity());
    assertThat(toy.plan(List.of(0.3), 2, 1, List.of(7), 11).identity()).isEqualTo(plan.identity());
  }

  @Test
  void aPlanContainsItsTasksOnly() {
    RetrainingPlan plan = toy.plan();
    assertThat(plan.tasks()).allMatch(plan::contains);
    assertThat(
            List.of(
                new RetrainingTask("2x4", 0.5, 0, 0),
                new RetrainingTask("1x4", 0.6, 0, 0),
                new RetrainingTask("1x4", 0.5, 4, 0),
                new RetrainingTask("1x4", 0.5, 0, 3)))
        .noneMatch(plan::contains);
  }

  private static RetrainingPlan with(
      String setup,
      String architecture,
      String training,
      String data,
      int points,
      int queries,
      List<Integer> checkpoints) {
    return new RetrainingPlan(
        setup,
        architecture,
        training,
        data,
        points,
        queries,
        List.of(0.5, 0.7),
        4,
        3,
        checkpoints,
        11);
  }

  @Test
  void masksAreTheSameForEverySetup() {
    RetrainingPlan plan = toy.plan();
    RetrainingPlan other =
        with("2x4", "deeper", plan.training(), plan.data(), 16, 5, List.of(1, 5));
    assertThat(other.design(0.5).digest()).isEqualTo(plan.design(0.5).digest());
  }

  @Test
  void refusesABatchLargerThanTheKeptPoints() {
    Split split = toy.split();
    TrainingRecipe big =
        new TrainingRecipe(0.1, 0.1, 0, 0, Schedule.CONSTANT, 1, 9, Precision.FLOAT64);
    Dataset train = split.train();
    assertThatThrownBy(
            () ->
                RetrainingPlan.of(
                    "1x4",
                    toy.architecture(),
                    big,
                    train,
                    split.query(),
                    List.of(0.7, 0.5),
                    3,
                    1,
                    List.of(1),
                    0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "batch 9 is larger than the 8 points that alpha 0.5 keeps of 16; expected at most 8");
  }
}
