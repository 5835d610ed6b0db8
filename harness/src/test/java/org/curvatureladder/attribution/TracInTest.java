package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TracInTest {

  static Stream<Trained> problems() {
    return Stream.of(
        Trained.network(Loss.CROSS_ENTROPY, Measurement.LOSS, 1),
        Trained.network(Loss.CROSS_ENTROPY, Measurement.MARGIN, 1),
        Trained.network(Loss.SQUARED_ERROR, Measurement.LOSS, 1));
  }

  /**
   * Plain loops over every step of the training, each with the gradients of the next checkpoint.
   */
  @ParameterizedTest
  @MethodSource("problems")
  void scoresAreTheDefinition(Trained trained) {
    AttributionProblem problem = trained.problem();
    TrainingRecipe recipe = trained.trajectory().recipe();
    int size = problem.network().layout().parameterCount();
    double[] expected = new double[24 * 3];
    int epoch = 0;
    for (Checkpoint checkpoint : trained.trajectory().checkpoints()) {
      double[] train =
          problem.network().gradients(Measurement.LOSS, checkpoint.theta(), problem.train());
      double[] query =
          problem.network().gradients(problem.measurement(), checkpoint.theta(), problem.queries());
      for (; epoch < checkpoint.epoch(); epoch++) {
        for (int step = 0; step < 24 / recipe.batchSize(); step++) {
          double rate = recipe.learningRate(epoch) / (1 - recipe.momentum());
          for (int i = 0; i < 24; i++) {
            for (int q = 0; q < 3; q++) {
              for (int p = 0; p < size; p++) {
                expected[i * 3 + q] += rate / 24 * train[i * size + p] * query[q * size + p];
              }
            }
          }
        }
      }
    }
    assertThat(epoch).isEqualTo(12);
    ScoreMatrix scores = new TracIn(problem, trained.trajectory()).scores();
    assertThat(Ejml.relativeError(scores.values(), expected)).isLessThan(Tolerances.EXACT);
    assertThat(scores.damping()).isEmpty();
  }
}
