package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.junit.jupiter.api.Test;

/** What every attributor promises, on queries that are copies of training examples. */
abstract class AttributorContract {

  /** The method on a trained problem. */
  abstract Attributor attributor(Trained trained);

  @Test
  void removingItsCopyRaisesTheLossOfAQuery() {
    assertOwnScores(Trained.network(Loss.CROSS_ENTROPY, Measurement.LOSS, 1), 1);
    assertOwnScores(Trained.network(Loss.SQUARED_ERROR, Measurement.LOSS, 1), 1);
  }

  @Test
  void removingItsCopyLowersTheMarginOfAQuery() {
    assertOwnScores(Trained.network(Loss.CROSS_ENTROPY, Measurement.MARGIN, 1), -1);
  }

  @Test
  void scoresAreTrainByQueryAndTheSameAgain() {
    Attributor attributor = attributor(Trained.network(Loss.CROSS_ENTROPY, Measurement.LOSS, 1));
    ScoreMatrix scores = attributor.scores();
    assertThat(scores.method()).isEqualTo(attributor.name()).isNotBlank();
    assertThat(scores.trainCount()).isEqualTo(24);
    assertThat(scores.queryCount()).isEqualTo(3);
    assertThat(scores.values()).doesNotContain(Double.NaN);
    assertThat(Ejml.relativeError(attributor.scores().values(), scores.values()))
        .isLessThan(Tolerances.EXACT);
  }

  private void assertOwnScores(Trained trained, int sign) {
    ScoreMatrix scores = attributor(trained).scores();
    for (int q = 0; q < Trained.DUPLICATES.length; q++) {
      assertThat(sign * scores.get(Trained.DUPLICATES[q], q)).isPositive();
    }
  }
}
