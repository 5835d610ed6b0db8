package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseCeilingTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, 1);

  /** Known signal plus noise: the ceiling is the LDS of a predictor that equals the signal. */
  @ParameterizedTest
  @CsvSource({"10, 1", "10, 0.5", "5, 1", "4, 0.5"})
  void equalsTheScoreOfAPredictorThatKnowsTheExpectation(int repeats, double signalToNoise) {
    Simulation simulation = new Simulation(200, repeats, 40, q -> signalToNoise);
    NoiseCeilingEstimate ceiling = simulation.ceiling();
    assertThat(ceiling.ceiling()).isCloseTo(simulation.scoreOfTheSignal(), within(0.02));
    assertThat(ceiling.low()).isLessThan(ceiling.ceiling());
    assertThat(ceiling.high()).isGreaterThan(ceiling.ceiling());
    assertThat(ceiling.masks()).isEqualTo(200);
  }

  @Test
  void whereQueriesDifferTheTruthLiesBetweenTheTwoCeilings() {
    Simulation simulation = new Simulation(100, 10, 40, q -> q < 20 ? 1 : 0.02);
    double score = simulation.scoreOfTheSignal();
    NoiseCeilingEstimate ceiling = simulation.ceiling();
    assertThat(ceiling.ceiling()).isGreaterThan(score + 0.1);
    assertThat(ceiling.perQueryCeiling()).isCloseTo(score, within(0.06));
  }

  @Test
  void theThreeNumbersBelongTogether() {
    NoiseCeilingEstimate even = new Simulation(40, 6, 5, q -> 1).ceiling();
    double r = even.splitHalf();
    assertThat(even.reliability()).isCloseTo(2 * r / (1 + r), within(Tolerances.EXACT));
    assertThat(even.ceiling()).isCloseTo(Math.sqrt(even.reliability()), within(Tolerances.EXACT));
    NoiseCeilingEstimate three = new Simulation(40, 3, 5, q -> 1).ceiling();
    double s = three.splitHalf();
    assertThat(three.reliability())
        .as("three repeats are three times one")
        .isCloseTo(3 * s / (1 + 2 * s), within(Tolerances.EXACT));
  }

  @Test
  void repeatsWithoutNoiseLeaveRoomForOne() {
    double[][] signal = new Samples(3).gaussian(20, 4);
    double[][][] values =
        Arrays.stream(signal)
            .map(row -> new double[][] {row, row, row, row})
            .toArray(double[][][]::new);
    NoiseCeilingEstimate ceiling =
        new NoiseCeiling(5, 1, BOOTSTRAP).estimate(values, Samples.all(4)).orElseThrow();
    assertThat(ceiling)
        .isEqualTo(new NoiseCeilingEstimate(1, 1, 1, 1, 1, 1, 20, 4, 0, 5, "masks", 200));
  }

  @Test
  void isUndefinedWithOneRepeat() {
    double[][][] values = {{{1}}, {{2}}, {{3}}};
    assertThat(new NoiseCeiling(5, 1, BOOTSTRAP).estimate(values, Samples.all(1))).isEmpty();
  }

  @Test
  void divergedRepeatsAreLeftOutAndMasksWithFewerThanTwoToo() {
    double nan = Double.NaN;
    double[][][] values = {
      {{1}, {nan}, {1}}, {{2}, {2}, {2}}, {{3}, {3}, {nan}}, {{9}, {nan}, {nan}}
    };
    NoiseCeilingEstimate ceiling =
        new NoiseCeiling(5, 1, BOOTSTRAP).estimate(values, Samples.all(1)).orElseThrow();
    assertThat(ceiling.splitHalf()).isEqualTo(1.0);
    assertThat(ceiling.masks()).isEqualTo(3);
  }

  @Test
  void constantQueryIsCountedAndAllConstantIsUndefined() {
    double[][][] values = {{{1, 5}, {1, 5}}, {{2, 5}, {2, 5}}, {{3, 5}, {3, 5}}};
    NoiseCeiling ceiling = new NoiseCeiling(3, 1, BOOTSTRAP);
    assertThat(ceiling.estimate(values, new int[] {0, 1}).orElseThrow().undefined()).isEqualTo(1);
    assertThat(ceiling.estimate(values, new int[] {1})).isEmpty();
  }

  @Test
  void sameSeedSameNumbersAndAtLeastOneSplit() {
    Simulation simulation = new Simulation(20, 4, 3, q -> 1);
    assertThat(simulation.ceiling()).isEqualTo(simulation.ceiling());
    assertThatThrownBy(() -> new NoiseCeiling(0, 1, BOOTSTRAP))
        .isInstanceOf(InvalidInputException.class);
  }

  private static final class Simulation {
    private final double[][] signal;
    private final double[][][] values;
    private final int queries;

    Simulation(int masks, int repeats, int queries, IntToDoubleFunction signalToNoise) {
      Samples samples = new Samples(5);
      this.queries = queries;
      signal = samples.gaussian(masks, queries);
      values = new double[masks][][];
      for (int j = 0; j < masks; j++) {
        values[j] = samples.gaussian(repeats, queries);
        for (double[] repeat : values[j]) {
          for (int q = 0; q < queries; q++) {
            repeat[q] += signalToNoise.applyAsDouble(q) * signal[j][q];
          }
        }
      }
    }

    NoiseCeilingEstimate ceiling() {
      return new NoiseCeiling(10, 9, BOOTSTRAP)
          .estimate(values, Samples.all(queries))
          .orElseThrow();
    }

    double scoreOfTheSignal() {
      double[][] means = new double[values.length][queries];
      for (int j = 0; j < values.length; j++) {
        for (int q = 0; q < queries; q++) {
          int query = q;
          means[j][q] = Arrays.stream(values[j]).mapToDouble(r -> r[query]).average().orElseThrow();
        }
      }
      return new LinearDatamodelingScore(BOOTSTRAP).value(means, signal, Samples.all(queries));
    }
  }
}
