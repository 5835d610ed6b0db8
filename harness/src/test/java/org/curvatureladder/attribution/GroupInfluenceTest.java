package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.junit.jupiter.api.Test;

class GroupInfluenceTest {

  @Test
  void isTheSumOfTheScoresOfTheRemoved() {
    Trained trained = Trained.network(Loss.CROSS_ENTROPY, Measurement.MARGIN, 1);
    AttributionProblem problem = trained.problem();
    double[] theta = trained.trajectory().theta();
    int[][] removed = {{0, 5, 7}, {23}, {}};
    try (Gradients gradients =
            Gradients.of(
                problem.network(),
                theta,
                problem.train(),
                problem.queries(),
                problem.measurement());
        GroupInfluence groups = new GroupInfluence(problem, theta, removed);
        DenseMatrix directions = problem.queryGradients(theta)) {
      ScoreMatrix scores = new GradientDot(gradients).scores();
      double[][] predictions = groups.predict(directions);
      for (int j = 0; j < removed.length; j++) {
        for (int q = 0; q < problem.queries().count(); q++) {
          double sum = 0;
          for (int i : removed[j]) {
            sum += scores.get(i, q);
          }
          assertThat(predictions[j][q])
              .isCloseTo(sum, within(Tolerances.EXACT * Math.max(1, Math.abs(sum))));
        }
      }
    }
  }
}
