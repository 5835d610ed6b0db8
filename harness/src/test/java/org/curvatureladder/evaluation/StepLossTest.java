package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class StepLossTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 0.95, 1);
  private static final int[] QUERIES = Samples.all(6);

  private final StepLoss losses = new StepLoss(BOOTSTRAP);
  private final double[][] truth = new Samples(1).gaussian(60, 6);

  @Test
  void everyStepIsThePairedComparisonOfItsRungs() {
    List<StepLoss.Rung> ladder = ladder(0.3, 0.6, 2);
    StepLoss.Steps steps = losses.of(truth, ladder, QUERIES);
    PairedComparison pairs = new PairedComparison(BOOTSTRAP);
    assertThat(steps.steps()).hasSize(2);
    for (int k = 0; k < 2; k++) {
      StepLoss.Step step = steps.steps().get(k);
      assertThat(step.from()).isEqualTo(ladder.get(k).name());
      assertThat(step.to()).isEqualTo(ladder.get(k + 1).name());
      LdsEstimate expected =
          pairs.difference(
              truth, ladder.get(k).prediction(), ladder.get(k + 1).prediction(), QUERIES);
      assertSame(step.loss(), expected);
    }
    assertSame(
        steps.total(),
        pairs.difference(truth, ladder.get(0).prediction(), ladder.get(2).prediction(), QUERIES));
  }

  @Test
  void lossesAddUpToTheTotalAndSharesToOne() {
    StepLoss.Steps steps = losses.of(truth, ladder(0.3, 0.6, 2), QUERIES);
    double loss = steps.steps().stream().mapToDouble(s -> s.loss().value()).sum();
    assertThat(loss).isCloseTo(steps.total().value(), within(Tolerances.EXACT));
    double shares = steps.steps().stream().mapToDouble(s -> s.share().orElseThrow().value()).sum();
    assertThat(shares).isCloseTo(1, within(Tolerances.EXACT));
    assertThat(steps.totalIsClear()).isTrue();
    assertThat(steps.remark()).isEmpty();
    for (StepLoss.Step step : steps.steps()) {
      StepLoss.Share share = step.share().orElseThrow();
      assertThat(share.value())
          .isCloseTo(step.loss().value() / steps.total().value(), within(Tolerances.EXACT));
      assertThat(share.low()).isLessThan(share.value());
      assertThat(share.high()).isGreaterThan(share.value());
      assertThat(share.undefined()).isZero();
    }
  }

  /** Two steps: the shares add up to 1 on every resample, so the intervals mirror each other. */
  @Test
  void sharesOfTwoStepsUseTheSameResamples() {
    StepLoss.Steps steps = losses.of(truth, ladder(0.3, 0.6, 2), QUERIES);
    StepLoss.Share first = steps.steps().get(0).share().orElseThrow();
    StepLoss.Share second = steps.steps().get(1).share().orElseThrow();
    assertThat(first.low()).isCloseTo(1 - second.high(), within(Tolerances.ORACLE));
    assertThat(first.high()).isCloseTo(1 - second.low(), within(Tolerances.ORACLE));
  }

  @Test
  void thereAreNoSharesWhereTheTotalIsNotClearlyPositive() {
    List<StepLoss.Rung> upAndDown = ladder(0.5, 2, 0.5);
    StepLoss.Steps steps = losses.of(truth, upAndDown, QUERIES);
    assertThat(steps.steps()).allMatch(step -> step.share().isEmpty());
    assertThat(steps.totalIsClear()).isFalse();
    assertThat(steps.remark()).startsWith("no shares: the total loss ").contains("[");
    assertThat(steps.steps().get(0).loss().low()).as("the steps themselves stand").isPositive();
    assertThat(steps.steps().get(1).loss().high()).isNegative();
  }

  @Test
  void queryUndefinedForOneRungIsLeftOutOfAll() {
    List<StepLoss.Rung> ladder = ladder(0.3, 0.6, 2);
    double[][] constant = ladder.get(1).prediction();
    for (double[] row : constant) {
      row[2] = 7;
    }
    StepLoss.Steps steps = losses.of(truth, ladder, QUERIES);
    assertThat(steps.total().undefined()).isEqualTo(1);
    assertThat(steps.steps().get(1).loss().undefined()).isEqualTo(1);
    LdsEstimate without =
        new PairedComparison(BOOTSTRAP)
            .difference(
                truth,
                ladder.get(0).prediction(),
                ladder.get(2).prediction(),
                new int[] {0, 1, 3, 4, 5});
    assertThat(steps.total().value()).isCloseTo(without.value(), within(Tolerances.EXACT));
  }

  @Test
  void oneRungHasNoStep() {
    assertThatThrownBy(() -> losses.of(truth, ladder(1), QUERIES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 1 rungs");
  }

  /** Rungs that see the truth through more and more noise. */
  private List<StepLoss.Rung> ladder(double... noises) {
    return IntStream.range(0, noises.length)
        .mapToObj(
            rung -> {
              double[][] prediction = new Samples(100 + rung).gaussian(60, 6);
              for (int j = 0; j < 60; j++) {
                for (int q = 0; q < 6; q++) {
                  prediction[j][q] = truth[j][q] + noises[rung] * prediction[j][q];
                }
              }
              return new StepLoss.Rung("rung " + rung, prediction);
            })
        .toList();
  }

  private static void assertSame(LdsEstimate actual, LdsEstimate expected) {
    assertThat(actual.value()).isCloseTo(expected.value(), within(Tolerances.EXACT));
    assertThat(actual.low()).isCloseTo(expected.low(), within(Tolerances.EXACT));
    assertThat(actual.high()).isCloseTo(expected.high(), within(Tolerances.EXACT));
    assertThat(actual.masks()).isEqualTo(expected.masks());
    assertThat(actual.resamples()).isEqualTo(expected.resamples());
  }
}
