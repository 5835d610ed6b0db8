package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.TorchMlp;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 100 steps of SGD with momentum, weight decay and a cosine against PyTorch in float64. */
@Tag("pytorch")
class TrainerPyTorchTest {
  private static final int EPOCHS = 50;
  private static final int BATCH = 16;
  private static final int[] KEPT = TrainingExamples.kept(50);
  private static final int STEPS_PER_EPOCH = 2;
  private static final long ORDER_SEED = 9;

  static List<Architecture> architectures() {
    List<Architecture> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (Loss loss : Loss.values()) {
        all.add(TrainingExamples.net(6, List.of(9, 5), activation, loss));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void hundredStepsAreThoseOfPyTorch(Architecture architecture) {
    Dataset data = TrainingExamples.data(50, 6, architecture.loss());
    TrainingRecipe recipe =
        new TrainingRecipe(0.1, 1e-3, 0.9, 1e-3, Schedule.COSINE, EPOCHS, BATCH, Precision.FLOAT64);
    Trainer trainer = new Trainer(architecture, recipe, KernelBackend.best());
    double[] theta0 = trainer.initialise(8);
    List<Checkpoint> checkpoints =
        trainer.train(theta0, data, KEPT, ORDER_SEED, new int[] {1, 10, EPOCHS});

    try (TorchMlp torch = new TorchMlp(architecture, theta0)) {
      int[] order = new int[KEPT.length];
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        BatchOrder.permute(ORDER_SEED, epoch, order);
        double rate = 1e-3 + (0.1 - 1e-3) * (1 + StrictMath.cos(Math.PI * epoch / EPOCHS)) / 2;
        for (int step = 0; step < STEPS_PER_EPOCH; step++) {
          int[] batch =
              Arrays.stream(order, step * BATCH, (step + 1) * BATCH).map(k -> KEPT[k]).toArray();
          torch.step(data.subset(batch), rate, 0.9, 1e-3);
        }
        for (Checkpoint checkpoint : checkpoints) {
          if (checkpoint.epoch() == epoch + 1) {
            assertThat(distance(checkpoint.theta(), torch.theta())).isLessThan(Tolerances.ORACLE);
          }
        }
      }
      assertThat(distance(torch.theta(), theta0)).isGreaterThan(0.1);
    }
  }

  /** Largest difference relative to the largest entry. */
  private static double distance(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double scale = 0;
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).isFinite();
      difference = Math.max(difference, Math.abs(actual[k] - expected[k]));
      scale = Math.max(scale, Math.abs(expected[k]));
    }
    return difference / scale;
  }
}
