package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private final Bootstrap bootstrap = new Bootstrap(500, 0.95, 1);
  private final PairedComparison comparison = new PairedComparison(bootstrap);
  private final LinearDatamodelingScore lds = new LinearDatamodelingScore(bootstrap);

  @Test
  void isTheDifferenceOfTheTwoScores() {
    Samples samples = new Samples(1);
    double[][] truth = samples.gaussian(50, 5);
    double[][] a = samples.gaussian(50, 5);
    double[][] b = samples.gaussian(50, 5);
    int[] queries = Samples.all(5);
    LdsEstimate difference = comparison.difference(truth, a, b, queries);
    double expected = lds.value(truth, a, queries) - lds.value(truth, b, queries);
    assertThat(difference.value()).isCloseTo(expected, within(Tolerances.EXACT));
    assertThat(difference.masks()).isEqualTo(50);
    assertThat(difference.resampled()).isEqualTo("masks");
  }

  @Test
  void aMethodComparedWithItselfDiffersByExactlyZero() {
    Samples samples = new Samples(2);
    double[][] truth = samples.gaussian(20, 3);
    double[][] a = samples.gaussian(20, 3);
    assertThat(comparison.difference(truth, a, a, Samples.all(3)))
        .isEqualTo(new LdsEstimate(0, 0, 0, 1, 20, 3, 0, "masks", 500));
  }

  @Test
  void sharedNoiseCancels() {
    Samples samples = new Samples(3);
    double[][] truth = samples.gaussian(100, 10);
    double[][] a = samples.gaussian(100, 10);
    double[][] b = new double[100][10];
    for (int j = 0; j < 100; j++) {
      for (int q = 0; q < 10; q++) {
        a[j][q] = truth[j][q] + a[j][q];
        b[j][q] = a[j][q] + 0.5 * samples.gaussian();
      }
    }
    int[] queries = Samples.all(10);
    LdsEstimate first = lds.estimate(truth, a, queries);
    LdsEstimate second = lds.estimate(truth, b, queries);
    LdsEstimate difference = comparison.difference(truth, a, b, queries);
    assertThat(first.low()).as("the two intervals overlap").isLessThan(second.high());
    assertThat(difference.low()).as("their difference does not contain 0").isPositive();
  }

  @Test
  void queryUndefinedForOneMethodIsLeftOutOfBoth() {
    double[][] truth = {{1, 1}, {2, 2}, {3, 3}};
    double[][] a = {{1, 7}, {2, 7}, {3, 7}};
    double[][] b = {{3, 1}, {2, 2}, {1, 3}};
    LdsEstimate difference = comparison.difference(truth, a, b, Samples.all(2));
    assertThat(difference.value()).isEqualTo(2.0);
    assertThat(difference.undefined()).isEqualTo(1);
    LdsEstimate reversed = comparison.difference(truth, b, a, Samples.all(2));
    assertThat(reversed.value()).isEqualTo(-2.0);
    assertThat(reversed.undefined()).isEqualTo(1);
  }
}
