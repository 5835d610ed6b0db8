package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpearmanCorrelationTest {
  private static final NaturalRanking RANKING =
      new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);

  @Test
  void identicalOrderIsExactlyOneAndReversedMinusOne() {
    double[] x = {3, 1, 2, 10, -4};
    double[] increasing = Arrays.stream(x).map(Math::exp).toArray();
    double[] decreasing = Arrays.stream(x).map(v -> -v).toArray();
    assertThat(new SpearmanCorrelation(x, increasing).value()).isEqualTo(1.0);
    assertThat(new SpearmanCorrelation(x, decreasing).value()).isEqualTo(-1.0);
  }

  @Test
  void tiesShareTheirMeanRank() {
    // Mid-ranks 1.5 1.5 3 4 against 1 2 3 4: 4.5 / sqrt(4.5 * 5).
    double rho =
        new SpearmanCorrelation(new double[] {7, 7, 8, 9}, new double[] {1, 2, 3, 4}).value();
    assertThat(rho).isCloseTo(Math.sqrt(0.9), within(Tolerances.EXACT));
  }

  @Test
  void positiveAndNegativeZeroTie() {
    double[] y = {1, 2, 3};
    assertThat(new SpearmanCorrelation(new double[] {-0.0, 0.0, 1}, y).value())
        .isEqualTo(new SpearmanCorrelation(new double[] {0.0, -0.0, 1}, y).value());
  }

  @Test
  void constantVectorIsUndefined() {
    double[] constant = {2, 2, 2};
    double[] varied = {1, 2, 3};
    assertThat(new SpearmanCorrelation(constant, varied).value()).isNaN();
    assertThat(new SpearmanCorrelation(varied, constant).value()).isNaN();
    assertThat(new SpearmanCorrelation(varied, varied).value(new int[] {0, 3, 0})).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 1000})
  void equalsCommonsMath(int distinctValues) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(distinctValues);
    double[] x = random.ints(60, 0, distinctValues).asDoubleStream().toArray();
    double[] y = random.ints(60, 0, distinctValues).asDoubleStream().toArray();
    assertThat(new SpearmanCorrelation(x, y).value())
        .isCloseTo(oracle(x, y), within(Tolerances.EXACT));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 1000})
  void weightedSampleEqualsTheSampleWrittenOut(int distinctValues) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(17L + distinctValues);
    double[] x = random.ints(40, 0, distinctValues).asDoubleStream().toArray();
    double[] y = random.ints(40, 0, distinctValues).asDoubleStream().toArray();
    SpearmanCorrelation correlation = new SpearmanCorrelation(x, y);
    for (int[] weights : new Bootstrap(50, 0.95, 3).multiplicities(40)) {
      double expected = oracle(expand(x, weights), expand(y, weights));
      assertThat(correlation.value(weights)).isCloseTo(expected, within(Tolerances.EXACT));
    }
  }

  @Test
  void weightedMidRanksEqualTheRanksOfTheExpandedSample() {
    double[] values = {5, 1, 5, 2, 9, 1};
    int[] weights = {2, 1, 1, 0, 3, 2};
    double[] expanded = expand(values, weights);
    double[] expectedRanks = RANKING.rank(expanded);
    int[] doubledCentred = new int[values.length];
    new Ranking(values).ranks(weights, expanded.length, doubledCentred);
    int position = 0;
    for (int i = 0; i < values.length; i++) {
      for (int copy = 0; copy < weights[i]; copy++) {
        double rank = (doubledCentred[i] + expanded.length + 1) / 2.0;
        assertThat(rank).isEqualTo(expectedRanks[position++]);
      }
    }
  }

  @Test
  void refusesNanAndUnequalLengths() {
    assertThatThrownBy(() -> new SpearmanCorrelation(new double[] {1, Double.NaN}, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value 1 of 2 is NaN");
    assertThatThrownBy(() -> new SpearmanCorrelation(new double[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2");
  }

  private static double oracle(double[] x, double[] y) {
    return new PearsonsCorrelation().correlation(RANKING.rank(x), RANKING.rank(y));
  }

  private static double[] expand(double[] values, int[] weights) {
    return IntStream.range(0, values.length)
        .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
        .mapToDouble(i -> values[i])
        .toArray();
  }
}
