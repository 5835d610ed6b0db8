package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class TwoLevelBootstrapTest {
  private final TwoLevelBootstrap two = new TwoLevelBootstrap(300, 0.95, 1);

  @Test
  void estimateIsTheScoreOfTheMeans() {
    double[][][] values = values(40, 5, 3, 1);
    double[][] prediction = new Samples(9).gaussian(40, 3);
    int[] queries = Samples.all(3);
    LdsEstimate estimate = two.score(values, prediction, queries);
    double expected =
        new LinearDatamodelingScore(new Bootstrap(10, 0.95, 1))
            .value(means(values), prediction, queries);
    assertThat(estimate.value()).isCloseTo(expected, within(Tolerances.EXACT));
    assertThat(estimate.low()).isLessThan(expected);
    assertThat(estimate.high()).isGreaterThan(expected);
    assertThat(estimate.resampled()).isEqualTo("masks and repeats");
    assertThat(estimate.masks()).isEqualTo(40);
    assertThat(two.score(values, prediction, queries)).isEqualTo(estimate);
  }

  /** Variance of the mean of M masks: s^2 between masks, and once more (R - 1)/R^2 of the noise. */
  @Test
  void varianceOfAMeanIsThatOfBothLevels() {
    int masks = 50;
    int repeats = 4;
    double[][][] values = values(masks, repeats, 1, 2);
    double[] means = Arrays.stream(means(values)).mapToDouble(row -> row[0]).toArray();
    double grand = Arrays.stream(means).average().orElseThrow();
    double between =
        Arrays.stream(means).map(m -> (m - grand) * (m - grand)).average().orElseThrow();
    double within =
        IntStream.range(0, masks)
            .mapToDouble(
                j ->
                    Arrays.stream(values[j])
                        .mapToDouble(row -> Math.pow(row[0] - means[j], 2))
                        .average()
                        .orElseThrow())
            .average()
            .orElseThrow();
    BootstrapDistribution mean =
        new TwoLevelBootstrap(20_000, 0.95, 3)
            .distribution(
                values,
                (drawn, truth) ->
                    Arrays.stream(truth).mapToDouble(row -> row[0]).average().orElseThrow());
    double variance =
        Arrays.stream(mean.resampled()).map(v -> Math.pow(v - grand, 2)).average().orElseThrow();
    double expected = (between + within / repeats) / masks;
    assertThat(mean.estimate()).isCloseTo(grand, within(Tolerances.EXACT));
    // 20,000 resamples: relative standard error of a variance .01.
    assertThat(variance).isCloseTo(expected, within(0.04 * expected));
  }

  @Test
  void differenceOfAMethodWithItselfIsZeroAndOfTwoTheirScores() {
    double[][][] values = values(30, 3, 4, 1);
    double[][] a = new Samples(4).gaussian(30, 4);
    double[][] b = means(values);
    int[] queries = Samples.all(4);
    LdsEstimate none = two.difference(values, a, a, queries);
    assertThat(none.low()).isEqualTo(0.0);
    assertThat(none.high()).isEqualTo(0.0);
    LdsEstimate difference = two.difference(values, b, a, queries);
    assertThat(difference.value())
        .isCloseTo(
            two.score(values, b, queries).value() - two.score(values, a, queries).value(),
            within(Tolerances.EXACT));
    assertThat(difference.low()).isPositive();
  }

  @Test
  void divergedRepeatsMasksWithoutAnyAndConstantQueriesAreLeftOut() {
    double nan = Double.NaN;
    double[][][] values = {
      {{1, 5}, {nan, nan}}, {{2, 5}, {2, 5}}, {{nan, nan}, {nan, nan}}, {{3, 5}, {3, 5}}
    };
    double[][] prediction = {{1, 1}, {2, 2}, {-9, -9}, {3, 3}};
    LdsEstimate estimate = two.score(values, prediction, new int[] {0, 1});
    assertThat(estimate.value()).isEqualTo(1.0);
    assertThat(estimate.masks()).isEqualTo(3);
    assertThat(estimate.undefined()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                two.score(
                    new double[][][] {{{1}}, {{nan}}}, new double[][] {{1}, {2}}, new int[] {0}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 1 of 2");
  }

  @Test
  void noiseOfRepeatsWidensTheInterval() {
    double[][][] values = values(60, 2, 4, 2);
    double[][] signal = signal(60, 4);
    int[] queries = Samples.all(4);
    LdsEstimate both = two.score(values, signal, queries);
    LdsEstimate masks =
        new LinearDatamodelingScore(new Bootstrap(300, 0.95, 1))
            .estimate(means(values), signal, queries);
    assertThat(both.high() - both.low()).isGreaterThan(1.05 * (masks.high() - masks.low()));
  }

  @Test
  void settingsAreCheckedAsForMasks() {
    assertThatThrownBy(() -> new TwoLevelBootstrap(0, 0.95, 1))
        .isInstanceOf(InvalidInputException.class);
  }

  private static double[][] signal(int masks, int queries) {
    return new Samples(7).gaussian(masks, queries);
  }

  private static double[][][] values(int masks, int repeats, int queries, double noise) {
    double[][] signal = signal(masks, queries);
    Samples samples = new Samples(8);
    double[][][] values = new double[masks][][];
    for (int j = 0; j < masks; j++) {
      values[j] = samples.gaussian(repeats, queries);
      for (double[] repeat : values[j]) {
        for (int q = 0; q < queries; q++) {
          repeat[q] = signal[j][q] + noise * repeat[q];
        }
      }
    }
    return values;
  }

  private static double[][] means(double[][][] values) {
    return Arrays.stream(values)
        .map(
            repeats ->
                IntStream.range(0, repeats[0].length)
                    .mapToDouble(
                        q -> Arrays.stream(repeats).mapToDouble(r -> r[q]).average().orElseThrow())
                    .toArray())
        .toArray(double[][]::new);
  }
}
