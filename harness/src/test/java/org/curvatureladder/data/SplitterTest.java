package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  private static final Dataset DIGITS = new DigitsSource().load();

  @Test
  void trainAndQueryAreDisjointAndExhaustive() {
    Split split = Splitter.split(DIGITS, new Splitter(0, 0.1).queryIndices(1797));
    assertThat(split.query().count()).isEqualTo(180);
    assertThat(split.train().count()).isEqualTo(1617);
    Set<Integer> train = Arrays.stream(split.trainIndices()).boxed().collect(Collectors.toSet());
    Set<Integer> query = Arrays.stream(split.queryIndices()).boxed().collect(Collectors.toSet());
    assertThat(train).hasSize(1617).doesNotContainAnyElementsOf(query);
    assertThat(query).hasSize(180);
    train.addAll(query);
    assertThat(train).isEqualTo(IntStream.range(0, 1797).boxed().collect(Collectors.toSet()));
    assertThat(split.trainIndices()).isSorted();
    assertThat(split.queryIndices()).isSorted();
  }

  @Test
  void featuresAreStandardisedByTheTrainingPartAlone() {
    Split split = Splitter.split(DIGITS, new Splitter(0, 0.1).queryIndices(1797));
    int shifted = 0;
    for (int d = 0; d < 64; d++) {
      double[] raw = column(DIGITS.subset(split.trainIndices()), d);
      double mean = Arrays.stream(raw).average().orElseThrow();
      double variance =
          Arrays.stream(raw).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double divisor = variance == 0 ? 1 : Math.sqrt(variance);
      assertThat(column(split.train(), d))
          .containsExactly(
              Arrays.stream(raw).map(v -> (v - mean) / divisor).toArray(),
              within(1e3 * Tolerances.EXACT));
      double[] query = column(DIGITS.subset(split.queryIndices()), d);
      assertThat(column(split.query(), d))
          .containsExactly(
              Arrays.stream(query).map(v -> (v - mean) / divisor).toArray(),
              within(1e3 * Tolerances.EXACT));
      double queryMean = Arrays.stream(column(split.query(), d)).average().orElseThrow();
      shifted += Math.abs(queryMean) > 1e-3 ? 1 : 0;
    }
    assertThat(shifted).isGreaterThan(50);
    for (int k = 0; k < 180; k++) {
      assertThat(split.query().label(k)).isEqualTo(DIGITS.label(split.queryIndices()[k]));
    }
  }

  @Test
  void aConstantFeatureIsDividedByOne() {
    double[] x = {0.1, 1, 0.1, 2, 0.1, 3};
    Standardisation standardisation =
        Standardisation.of(new Dataset("constant", 3, x, new double[] {1, 2, 3}, 2, 0));
    assertThat(standardisation.deviations()[0]).isEqualTo(1);
    assertThat(standardisation.deviations()[1]).isCloseTo(Math.sqrt(2.0 / 3), within(1e-15));
  }

  @Test
  void theDrawIsAPureFunctionOfTheSeed() {
    int[] indices = new Splitter(7, 0.3).queryIndices(20);
    assertThat(indices).isEqualTo(new Splitter(7, 0.3).queryIndices(20));
    assertThat(indices).isNotEqualTo(new Splitter(8, 0.3).queryIndices(20));
    // Pinned: a change of the algorithm would silently redraw everybody's split.
    assertThat(indices).containsExactly(3, 6, 8, 15, 18, 19);
  }

  @Test
  void everyExampleIsDrawnEquallyOften() {
    int[] drawn = new int[20];
    for (int seed = 0; seed < 2000; seed++) {
      for (int index : new Splitter(seed, 0.25).queryIndices(20)) {
        drawn[index]++;
      }
    }
    // Expected 500 with a deviation of 19: five deviations.
    assertThat(Arrays.stream(drawn)).allMatch(times -> times > 403 && times < 597);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aFractionOutsideTheUnitIntervalIsRefused(double fraction) {
    assertThatThrownBy(() -> new Splitter(0, fraction))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("query fraction %s, expected a number between 0 and 1", fraction);
  }

  @Test
  void aFractionThatLeavesAPartEmptyIsRefused() {
    assertThatThrownBy(() -> new Splitter(0, 0.01).queryCount(10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("query fraction 0.01 of 10 examples gives 0 queries, expected 1 to 9");
    assertThatThrownBy(() -> new Splitter(0, 0.99).queryIndices(10))
        .isInstanceOf(InvalidInputException.class);
  }

  private static double[] column(Dataset data, int d) {
    return IntStream.range(0, data.count())
        .mapToDouble(n -> data.features()[n * data.featureCount() + d])
        .toArray();
  }
}
