package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class LdsComparisonTest {
  private static final int MASKS = 60;
  private static final int QUERIES = 6;

  private final Bootstrap bootstrap = new Bootstrap(500, 0.95, 1);
  private final LinearDatamodelingScore lds = new LinearDatamodelingScore(bootstrap);
  private final Samples samples = new Samples(1);
  private final double[][] truth = samples.gaussian(MASKS, QUERIES);
  private final double[][] good = near(truth, 1);
  private final double[][] worse = near(truth, 3);

  private LdsComparison comparison(Map<String, List<double[][]>> methods) {
    return new LdsComparison(bootstrap, truth, methods, Samples.all(QUERIES));
  }

  @Test
  void oneMethodIsItsScore() {
    LdsComparison.Contrast contrast = comparison(Map.of("a", List.<double[][]>of(good))).lds("a");
    assertThat(contrast.estimate()).isEqualTo(lds.estimate(truth, good, Samples.all(QUERIES)));
    // Of a normal estimate, an interval is 2 x 1.96 standard errors wide; the resampling of 500.
    double width = contrast.estimate().high() - contrast.estimate().low();
    assertThat(width / contrast.standardError()).isBetween(3.4, 4.4);
  }

  @Test
  void aDifferenceIsThePairedOne() {
    LdsComparison comparison =
        comparison(Map.of("a", List.<double[][]>of(good), "b", List.<double[][]>of(worse)));
    LdsEstimate expected =
        new PairedComparison(bootstrap).difference(truth, good, worse, Samples.all(QUERIES));
    LdsComparison.Contrast ahead = comparison.difference("a", "b");
    assertThat(ahead.estimate().value()).isCloseTo(expected.value(), within(Tolerances.EXACT));
    assertThat(ahead.estimate().low()).isCloseTo(expected.low(), within(Tolerances.EXACT));
    assertThat(ahead.estimate().high()).isCloseTo(expected.high(), within(Tolerances.EXACT));
    assertThat(ahead.estimate().low()).as("the better method comes first").isPositive();
    assertThat(ahead.estimate().p()).isLessThan(0.01);
    LdsComparison.Contrast behind = comparison.difference("b", "a");
    assertThat(behind.estimate().value()).isEqualTo(-ahead.estimate().value());
    assertThat(behind.estimate().p()).isEqualTo(ahead.estimate().p());
  }

  @Test
  void theModelsOfAMethodCountEqually() {
    LdsComparison comparison = comparison(Map.of("a", List.of(good, worse)));
    int[] queries = Samples.all(QUERIES);
    assertThat(comparison.lds("a").estimate().value())
        .isCloseTo(
            (lds.value(truth, good, queries) + lds.value(truth, worse, queries)) / 2,
            within(Tolerances.EXACT));
  }

  @Test
  void aContrastOfFourIsTheDifferenceOfTwoDifferences() {
    double[][] third = near(truth, 2);
    LdsComparison comparison =
        comparison(
            Map.of(
                "a",
                List.<double[][]>of(good),
                "b",
                List.<double[][]>of(worse),
                "c",
                List.<double[][]>of(third)));
    double value = comparison.contrast(Map.of("a", 1.0, "b", -2.0, "c", 1.0)).estimate().value();
    assertThat(value)
        .isCloseTo(
            comparison.difference("a", "b").estimate().value()
                - comparison.difference("b", "c").estimate().value(),
            within(Tolerances.EXACT));
  }

  @Test
  void equalMethodsAreNotTold() {
    LdsComparison comparison =
        comparison(Map.of("a", List.<double[][]>of(good), "b", List.<double[][]>of(good)));
    LdsComparison.Contrast contrast = comparison.difference("a", "b");
    assertThat(contrast.estimate().value()).isZero();
    assertThat(contrast.standardError()).isZero();
    assertThat(contrast.estimate().p()).isEqualTo(1);
  }

  @Test
  void aQueryUndefinedForOneMethodIsLeftOutOfAll() {
    double[][] constant = near(truth, 1);
    for (double[] mask : constant) {
      mask[2] = 7;
    }
    LdsComparison comparison =
        comparison(Map.of("a", List.<double[][]>of(good), "b", List.<double[][]>of(constant)));
    assertThat(comparison.lds("a").estimate().undefined()).isEqualTo(1);
    assertThat(comparison.lds("a").estimate().value())
        .isCloseTo(lds.value(truth, good, new int[] {0, 1, 3, 4, 5}), within(Tolerances.EXACT));
  }

  @Test
  void methodsThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> comparison(Map.of("a", List.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("method a has no model");
    assertThatThrownBy(() -> comparison(Map.of("a", List.<double[][]>of(good))).lds("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method b was not scored");
  }

  private double[][] near(double[][] values, double noise) {
    double[][] noisy = samples.gaussian(MASKS, QUERIES);
    for (int j = 0; j < MASKS; j++) {
      for (int q = 0; q < QUERIES; q++) {
        noisy[j][q] = values[j][q] + noise * noisy[j][q];
      }
    }
    return noisy;
  }
}
