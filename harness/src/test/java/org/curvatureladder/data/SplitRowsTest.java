package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class SplitRowsTest {
  private static final SplitRows ROWS = new SplitRows(new int[] {0, 2}, new int[] {3});
  private static final Dataset REGRESSION =
      new Dataset("small", 4, new double[] {1, 99, 5, 4}, new double[] {10, 77, 30, 50}, 1, 0);

  @Test
  void noneLeavesTheValuesAsTheyAre() {
    Split split = ROWS.split(REGRESSION, Scaling.NONE);
    assertThat(split.train().features()).containsExactly(1, 5);
    assertThat(split.train().targets()).containsExactly(10, 30);
    assertThat(split.query().features()).containsExactly(4);
    assertThat(split.query().targets()).containsExactly(50);
    assertThat(split.trainIndices()).containsExactly(0, 2);
    assertThat(split.queryIndices()).containsExactly(3);
  }

  @Test
  void featuresAreStandardisedOnTrainAlone() {
    // Train: mean 3, deviation 2.
    Split split = ROWS.split(REGRESSION, Scaling.FEATURES);
    assertThat(split.train().features()).containsExactly(new double[] {-1, 1}, close());
    assertThat(split.query().features()).containsExactly(new double[] {0.5}, close());
    assertThat(split.train().targets()).containsExactly(10, 30);
    assertThat(split.query().targets()).containsExactly(50);
  }

  @Test
  void regressionTargetsAreStandardisedOnTrainAlone() {
    // Train targets: mean 20, deviation 10.
    Split split = ROWS.split(REGRESSION, Scaling.FEATURES_AND_TARGETS);
    assertThat(split.train().features()).containsExactly(new double[] {-1, 1}, close());
    assertThat(split.train().targets()).containsExactly(new double[] {-1, 1}, close());
    assertThat(split.query().targets()).containsExactly(new double[] {3}, close());
    assertThat(split.query().classCount()).isZero();
    assertThat(REGRESSION.targets()).containsExactly(10, 77, 30, 50);
  }

  @Test
  void classIndicesAreNeverTouched() {
    Dataset classes =
        new Dataset("small", 4, REGRESSION.features(), new double[] {0, 1, 2, 1}, 1, 3);
    Split split = ROWS.split(classes, Scaling.FEATURES_AND_TARGETS);
    assertThat(split.train().targets()).containsExactly(0, 2);
    assertThat(split.query().targets()).containsExactly(1);
    assertThat(split.train().features()).containsExactly(new double[] {-1, 1}, close());
  }

  private static org.assertj.core.data.Offset<Double> close() {
    return within(Tolerances.EXACT);
  }
}
