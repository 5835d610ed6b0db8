package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerAgainstTextbookTest {
  /** (30 examples - 6) / batch 6 = 4 steps per epoch. */
  private static final int POINTS = 30;

  private static final int STEPS_PER_EPOCH = 4;

  static Stream<Arguments> networks() {
    return Stream.of(
            List.<Integer>of(), List.of(1), List.of(10), List.of(17, 3), List.of(16, 32, 10))
        .flatMap(
            hidden ->
                Stream.of(Activation.values())
                    .flatMap(
                        activation ->
                            Stream.of(Loss.values())
                                .flatMap(
                                    loss ->
                                        Stream.of(KernelBackend.values())
                                            .map(
                                                backend ->
                                                    Arguments.of(
                                                        hidden, activation, loss, backend)))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void float64FollowsTheTextbook(
      List<Integer> hidden, Activation activation, Loss loss, KernelBackend backend) {
    Architecture net = TrainingExamples.net(9, hidden, activation, loss);
    Dataset data = TrainingExamples.data(POINTS, 9, loss);
    int[] kept = TrainingExamples.kept(POINTS);
    TrainingRecipe recipe = TrainingExamples.recipe(6, Precision.FLOAT64);
    Trainer trainer = new Trainer(net, recipe, backend);
    double[] theta0 = trainer.initialise(7);
    NaiveTraining naive = new NaiveTraining(net, recipe);

    for (Checkpoint checkpoint : trainer.train(theta0, data, kept, 11, new int[] {1, 5})) {
      double[] expected = naive.train(theta0, data, kept, 11, checkpoint.epoch() * STEPS_PER_EPOCH);
      assertThat(distance(checkpoint.theta(), expected)).isLessThan(Tolerances.EXACT);
    }
  }

  @ParameterizedTest
  @EnumSource(KernelBackend.class)
  void aScaledActivationFollowsTheTextbook(KernelBackend backend) {
    Architecture net =
        new Architecture(9, List.of(17, 3), 3, Activation.GELU, 2.5, Loss.CROSS_ENTROPY);
    Dataset data = TrainingExamples.data(POINTS, 9, Loss.CROSS_ENTROPY);
    int[] kept = TrainingExamples.kept(POINTS);
    TrainingRecipe recipe = TrainingExamples.recipe(6, Precision.FLOAT64);
    Trainer trainer = new Trainer(net, recipe, backend);
    double[] theta0 = trainer.initialise(7);
    double[] trained = trainer.train(theta0, data, kept, 11, new int[] {3}).get(0).theta();
    double[] expected =
        new NaiveTraining(net, recipe).train(theta0, data, kept, 11, 3 * STEPS_PER_EPOCH);
    assertThat(distance(trained, expected)).isLessThan(Tolerances.EXACT);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void oneStepFollowsTheTextbook(
      List<Integer> hidden, Activation activation, Loss loss, KernelBackend backend) {
    Architecture net = TrainingExamples.net(9, hidden, activation, loss);
    Dataset data = TrainingExamples.data(POINTS, 9, loss);
    int[] kept = TrainingExamples.kept(POINTS);
    TrainingRecipe recipe = TrainingExamples.recipe(kept.length, Precision.FLOAT64);
    Trainer trainer = new Trainer(net, recipe, backend);
    double[] theta0 = trainer.initialise(8);

    double[] trained = trainer.train(theta0, data, kept, 3, new int[] {1}).get(0).theta();

    double[] expected = new NaiveTraining(net, recipe).train(theta0, data, kept, 3, 1);
    assertThat(distance(trained, expected)).isLessThan(Tolerances.EXACT);
    assertThat(distance(trained, theta0)).isGreaterThan(Tolerances.FINITE_DIFFERENCE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void float32StaysNearTheTextbook(
      List<Integer> hidden, Activation activation, Loss loss, KernelBackend backend) {
    Architecture net = TrainingExamples.net(9, hidden, activation, loss);
    Dataset data = TrainingExamples.data(POINTS, 9, loss);
    int[] kept = TrainingExamples.kept(POINTS);
    TrainingRecipe recipe = TrainingExamples.recipe(6, Precision.FLOAT32);
    Trainer trainer = new Trainer(net, recipe, backend);
    double[] theta0 = trainer.initialise(7);

    double[] trained = trainer.train(theta0, data, kept, 11, new int[] {1}).get(0).theta();

    double[] expected =
        new NaiveTraining(net, recipe).train(theta0, data, kept, 11, STEPS_PER_EPOCH);
    // Four steps in binary32, whose roundings are 6e-8.
    assertThat(distance(trained, expected)).isLessThan(1e-5);
  }

  /** ||a - b|| / ||b||. */
  private static double distance(double[] a, double[] b) {
    double difference = 0;
    double size = 0;
    for (int p = 0; p < b.length; p++) {
      difference += (a[p] - b[p]) * (a[p] - b[p]);
      size += b[p] * b[p];
    }
    return Math.sqrt(difference / size);
  }
}
