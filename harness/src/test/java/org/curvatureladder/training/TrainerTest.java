package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final Dataset DATA = TrainingExamples.data(40, 7, Loss.CROSS_ENTROPY);
  private static final int[] KEPT = TrainingExamples.kept(40);
  private static final Architecture NET =
      TrainingExamples.net(7, List.of(10, 5), Activation.TANH, Loss.CROSS_ENTROPY);

  private static Trainer trainer(Precision precision) {
    return new Trainer(NET, TrainingExamples.recipe(8, precision), KernelBackend.VECTOR);
  }

  /** w = 1, x = 1, y = 0: g = w. v: 1.1, then .5 1.1 + .89 1.1; wd .1, lr .1, mu .5. */
  @Test
  void momentumAndWeightDecayByHand() {
    Architecture net = new Architecture(1, List.of(), 1, Activation.RELU, Loss.SQUARED_ERROR);
    Dataset one = new Dataset("one", 1, new double[] {1}, new double[] {0}, 1, 0);
    TrainingRecipe recipe =
        new TrainingRecipe(0.1, 0, 0.5, 0.1, Schedule.CONSTANT, 1, 1, Precision.FLOAT64);
    Trainer trainer = new Trainer(net, recipe, KernelBackend.VECTOR);

    List<Checkpoint> trained =
        trainer.train(new double[] {1, 0}, one, new int[] {0}, 0, new int[] {1, 2});

    // Step 1: g = (1, 1), v = (1.1, 1), theta = (.89, -.1).
    assertThat(trained.get(0).theta()).containsExactly(new double[] {0.89, -0.1}, within(1e-15));
    // Step 2: residual .79, v = (.55 + .79 + .089, .5 + .79 - .01) = (1.429, 1.28).
    assertThat(trained.get(1).theta())
        .containsExactly(new double[] {0.7471, -0.228}, within(1e-15));
  }

  @Test
  void initialWeightsAreUniformInTheBoundOfTheirLayer() {
    Architecture net = new Architecture(100, List.of(400), 3, Activation.RELU, Loss.CROSS_ENTROPY);
    Trainer trainer =
        new Trainer(net, TrainingExamples.recipe(8, Precision.FLOAT64), KernelBackend.SCALAR);
    double[] theta = trainer.initialise(5);
    double[] first = Arrays.copyOf(theta, 400 * 101);
    double[] last = Arrays.copyOfRange(theta, 400 * 101, theta.length);
    assertThat(Arrays.stream(first).map(Math::abs).max().getAsDouble()).isBetween(0.0999, 0.1);
    assertThat(Arrays.stream(last).map(Math::abs).max().getAsDouble()).isBetween(0.0495, 0.05);
    // Mean 0 and variance bound^2 / 3 within five standard errors of 40,400 draws.
    assertThat(Arrays.stream(first).average().getAsDouble()).isBetween(-0.0015, 0.0015);
    assertThat(Arrays.stream(first).map(w -> w * w).average().getAsDouble())
        .isBetween(0.01 / 3 * 0.978, 0.01 / 3 * 1.022);
    assertThat(trainer.initialise(5)).isEqualTo(theta);
    assertThat(trainer.initialise(6)).isNotEqualTo(theta);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aCheckpointIsTheEndOfAShorterRun(Precision precision) {
    List<Checkpoint> whole = trainer(precision).train(DATA, KEPT, 1, 2, new int[] {0, 1, 3, 7});
    assertThat(whole).extracting(Checkpoint::epoch).containsExactly(0, 1, 3, 7);
    for (Checkpoint checkpoint : whole) {
      List<Checkpoint> alone =
          trainer(precision).train(DATA, KEPT, 1, 2, new int[] {checkpoint.epoch()});
      assertThat(alone.get(0).theta()).isEqualTo(checkpoint.theta());
    }
    if (precision == Precision.FLOAT64) {
      assertThat(whole.get(0).theta()).isEqualTo(trainer(precision).initialise(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void vectorAndScalarGiveTheSameBits(Activation activation) {
    for (Loss loss : Loss.values()) {
      for (Precision precision : Precision.values()) {
        for (List<Integer> hidden :
            List.of(List.<Integer>of(), List.of(3), List.of(17, 1), List.of(40, 10, 64))) {
          Architecture net = TrainingExamples.net(11, hidden, activation, loss);
          Dataset data = TrainingExamples.data(50, 11, loss);
          List<double[]> results = new ArrayList<>();
          for (KernelBackend backend : KernelBackend.values()) {
            Trainer trainer = new Trainer(net, TrainingExamples.recipe(7, precision), backend);
            results.add(
                trainer.train(data, TrainingExamples.kept(50), 3, 4, new int[] {4}).get(0).theta());
          }
          assertThat(results.get(0)).doesNotContain(Double.NaN).isEqualTo(results.get(1));
        }
      }
    }
  }

  @Test
  void oneTrainerServesManyThreadsWithTheSameBits() throws Exception {
    Trainer trainer = trainer(Precision.FLOAT64);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> futures =
          IntStream.range(0, 16)
              .mapToObj(
                  k ->
                      threads.submit(
                          () ->
                              trainer
                                  .train(DATA, KEPT, k % 4, k % 4, new int[] {20})
                                  .get(0)
                                  .theta()))
              .toList();
      for (int k = 0; k < futures.size(); k++) {
        assertThat(futures.get(k).get())
            .isEqualTo(trainer.train(DATA, KEPT, k % 4, k % 4, new int[] {20}).get(0).theta());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void pointsNotKeptDoNotMatter() {
    double[] x = DATA.features().clone();
    double[] y = DATA.targets().clone();
    for (int n = 2; n < 40; n += 5) {
      Arrays.fill(x, n * 7, n * 7 + 7, Double.NaN);
      y[n] = 99;
    }
    Dataset poisoned = new Dataset("poisoned", 40, x, y, 7, 3);
    assertThat(trainer(Precision.FLOAT64).train(poisoned, KEPT, 1, 2, new int[] {3}).get(0).theta())
        .isEqualTo(
            trainer(Precision.FLOAT64).train(DATA, KEPT, 1, 2, new int[] {3}).get(0).theta());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void divergenceIsAStatus(Precision precision) {
    Dataset data = TrainingExamples.data(40, 7, Loss.SQUARED_ERROR);
    Architecture net = TrainingExamples.net(7, List.of(16), Activation.RELU, Loss.SQUARED_ERROR);
    TrainingRecipe recipe = new TrainingRecipe(50, 0, 0.9, 0, Schedule.CONSTANT, 1, 8, precision);
    for (KernelBackend backend : KernelBackend.values()) {
      List<Checkpoint> trained =
          new Trainer(net, recipe, backend).train(data, KEPT, 1, 2, new int[] {0, 200, 400});
      assertThat(trained)
          .extracting(Checkpoint::status)
          .containsExactly(
              Checkpoint.Status.FINISHED, Checkpoint.Status.DIVERGED, Checkpoint.Status.DIVERGED);
      assertThat(trained.get(2).theta()).hasSize(7 * 16 + 16 + 51).containsOnly(Double.NaN);
    }
  }

  @Test
  void wrongInputIsRefusedInOneLine() {
    Trainer trainer = trainer(Precision.FLOAT64);
    int[] few = {0, 1, 3};
    assertThatThrownBy(() -> trainer.train(DATA, few, 1, 2, new int[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training on random: 3 kept points are fewer than one batch of 8");
    int[] outside = KEPT.clone();
    outside[4] = 40;
    assertThatThrownBy(() -> trainer.train(DATA, outside, 1, 2, new int[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training on random: kept point 40, expected 0 to 39");
    Dataset wide = TrainingExamples.data(40, 8, Loss.CROSS_ENTROPY);
    assertThatThrownBy(() -> trainer.train(wide, KEPT, 1, 2, new int[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training on random: 8 features, the network expects 7");
    Dataset regression = TrainingExamples.data(40, 7, Loss.SQUARED_ERROR);
    assertThatThrownBy(() -> trainer.train(regression, KEPT, 1, 2, new int[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training on random: CROSS_ENTROPY needs class labels");
    assertThatThrownBy(() -> trainer.train(DATA, KEPT, 1, 2, new int[] {2, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void precisionMatters() {
    double[] wide =
        trainer(Precision.FLOAT64).train(DATA, KEPT, 1, 2, new int[] {2}).get(0).theta();
    double[] narrow =
        trainer(Precision.FLOAT32).train(DATA, KEPT, 1, 2, new int[] {2}).get(0).theta();
    assertThat(narrow).isNotEqualTo(wide);
    for (int p = 0; p < wide.length; p++) {
      assertThat(narrow[p]).isEqualTo((float) narrow[p]).isCloseTo(wide[p], within(1e-5));
    }
  }
}
