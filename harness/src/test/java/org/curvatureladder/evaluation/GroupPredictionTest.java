package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class GroupPredictionTest {
  @Test
  void equalsTheMatrixProductWithTheRemovedPoints() {
    Samples samples = new Samples(1);
    double[][] tau = samples.gaussian(30, 7);
    boolean[][] kept = samples.masks(9, 30);
    RealMatrix removed = new Array2DRowRealMatrix(9, 30);
    for (int j = 0; j < 9; j++) {
      for (int i = 0; i < 30; i++) {
        removed.setEntry(j, i, kept[j][i] ? 0 : 1);
      }
    }
    double[][] expected = removed.multiply(new Array2DRowRealMatrix(tau)).getData();
    double[][] actual = new GroupPrediction(tau).predict(Samples.removed(kept));
    for (int j = 0; j < 9; j++) {
      assertThat(actual[j]).containsExactly(expected[j], within(30 * Tolerances.EXACT));
    }
  }

  @Test
  void nothingRemovedPredictsNoChange() {
    assertThat(new GroupPrediction(new double[][] {{1}, {2}}).predict(new int[1][0]))
        .isDeepEqualTo(new double[][] {{0}});
  }

  @Test
  void refusesMasksOfAnotherDataSet() {
    GroupPrediction prediction = new GroupPrediction(new double[4][2]);
    assertThatThrownBy(() -> prediction.predict(new int[][] {{0, 4}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mask 0 removes point 4, the scores cover 4 points");
    assertThatThrownBy(() -> new GroupPrediction(new double[][] {{1, 2}, {1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> new GroupPrediction(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
