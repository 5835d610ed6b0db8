package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class ScoreAgreementTest {
  @Test
  void isCommonsMathsSpearmanOverTrainingPointsOfEachQuery() {
    double[][] a = new Samples(1).gaussian(50, 3);
    double[][] b = new Samples(2).gaussian(50, 3);
    ScoreAgreement agreement = ScoreAgreement.of(a, b);
    double[] expected = new double[3];
    for (int q = 0; q < 3; q++) {
      int query = q;
      expected[q] =
          new SpearmansCorrelation()
              .correlation(
                  Arrays.stream(a).mapToDouble(row -> row[query]).toArray(),
                  Arrays.stream(b).mapToDouble(row -> row[query]).toArray());
    }
    assertThat(agreement.perQuery()).containsExactly(expected, within(Tolerances.EXACT));
    assertThat(agreement.mean())
        .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(Tolerances.EXACT));
    assertThat(agreement.lowest())
        .isCloseTo(Arrays.stream(expected).min().orElseThrow(), within(Tolerances.EXACT));
    assertThat(agreement.undefined()).isZero();
  }

  @Test
  void constantScoresAreCountedAndLeftOut() {
    double[][] a = {{1, 1}, {2, 1}, {3, 1}};
    double[][] b = {{5, 1}, {6, 2}, {8, 3}};
    ScoreAgreement agreement = ScoreAgreement.of(a, b);
    assertThat(agreement.mean()).isEqualTo(1.0);
    assertThat(agreement.undefined()).isEqualTo(1);
    assertThat(agreement.perQuery()[1]).isNaN();
    assertThatThrownBy(() -> ScoreAgreement.of(a, new double[2][2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
