package org.curvatureladder.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.curvatureladder.verdict.FakeRows.verdict;

import java.util.Map;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A1 to A3 on made-up rows of the ladder experiments. */
class LadderClaimsTest {

  @Test
  void allThreeHoldWhereEveryStepCostsAndTheLastOneMost() {
    Evidence evidence = asThePaperSays().as("ladder");
    assertThat(verdict("A1", evidence).word()).isEqualTo(Word.HOLDS);
    assertThat(verdict("A2", evidence).word()).isEqualTo(Word.HOLDS);
    assertThat(verdict("A3", evidence).word()).isEqualTo(Word.HOLDS);
    assertThat(verdict("A3", evidence).parts())
        .extracting(Verdict.PartResult::name)
        .containsExactly("network 1x16", "network 4x16", "epoch 10", "epoch 100");
  }

  @Test
  void oneStepThatCostsNothingBreaksTheOrderAndIsNamed() {
    FakeRows rows = new FakeRows();
    for (String setup : new String[] {"1x16", "4x16"}) {
      for (int epoch : new int[] {10, 100}) {
        rows.steps(setup, epoch, 0.003, 0.001, 0.05, 0.05, -0.008);
        rows.shares(setup, epoch, 0.2, 0.5, 0.3);
      }
    }
    Evidence evidence = rows.as("ladder");
    Verdict order = verdict("A1", evidence);
    assertThat(order.word()).isEqualTo(Word.DOES_NOT_HOLD);
    assertThat(order.deciding().orElseThrow().method()).isEqualTo("EK-FAC->K-FAC");
    assertThat(order.deciding().orElseThrow().effect()).isEqualTo(-0.008);
    assertThat(verdict("A2", evidence).word()).isEqualTo(Word.DOES_NOT_HOLD);
    assertThat(verdict("A3", evidence).word()).isEqualTo(Word.DOES_NOT_HOLD);
  }

  @Test
  void wideIntervalsDecideNothingAndSayWhatItWouldTake() {
    FakeRows rows =
        new FakeRows()
            .steps("1x16", 10, 0.08, 0.001, 0.05, 0.04, 0.06)
            .steps("4x16", 100, 0.08, 0.001, 0.05, 0.04, 0.06)
            .shares("1x16", 10, 0.2, 0.3, 0.5)
            .repeats("1x16", 10)
            .repeats("4x16", 10);
    for (String id : new String[] {"A1", "A2", "A3"}) {
      Verdict verdict = verdict(id, rows.as("ladder"));
      assertThat(verdict.word()).as(id).isEqualTo(Word.UNDECIDED);
      assertThat(verdict.retrainings().orElseThrow()).as(id).isGreaterThan(2000);
    }
  }

  @Test
  void theMatrixErrorAloneCanBreakTheSecondClaim() {
    FakeRows rows = new FakeRows().steps("1x16", 10, 0.001, 0, 0.02, 0.02, 0.08);
    assertThat(verdict("A2", rows.shares("1x16", 10, 0.6, 0.1, 0.3).as("ladder")).word())
        .isEqualTo(Word.DOES_NOT_HOLD);
  }

  /** .08 +- .01 against .05 +- .01 and .03 +- .01: at least .07 - .06, at most .09 - .04. */
  @Test
  void theIntervalOfTheLargestStepHoldsEveryPairingOfTheTwoIntervals() {
    FakeRows rows =
        new FakeRows()
            .steps("1x16", 10, 0.01, 0, 0.05, 0.03, 0.08)
            .shares("1x16", 10, 0.2, 0.1, 0.7);
    Verdict verdict = verdict("A2", rows.as("ladder"));
    assertThat(verdict.word()).isEqualTo(Word.HOLDS);
    Comparison loss = verdict.deciding().orElseThrow();
    assertThat(loss.effect()).isCloseTo(0.03, within(Tolerances.EXACT));
    assertThat(loss.low()).isCloseTo(0.01, within(Tolerances.EXACT));
    assertThat(loss.high()).isCloseTo(0.05, within(Tolerances.EXACT));
  }

  @Test
  void aPictureThatBreaksWithDepthDoesNotHoldAcrossDepth() {
    FakeRows rows =
        new FakeRows()
            .steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05)
            .steps("1x16", 100, 0.003, 0.001, 0.05, 0.05, 0.05)
            .steps("1x32", 10, 0.003, 0.001, 0.05, 0.05, 0.05)
            .steps("1x32", 100, 0.003, 0.001, 0.05, 0.05, 0.05)
            .steps("4x16", 10, 0.003, 0.001, -0.05, 0.05, 0.05)
            .steps("4x16", 100, 0.003, 0.001, -0.05, 0.05, 0.05);
    Verdict verdict = verdict("A3", rows.as("ladder"));
    assertThat(verdict.word()).isEqualTo(Word.DOES_NOT_HOLD);
    assertThat(verdict.deciding().orElseThrow().method()).isEqualTo("GGN->Block-GGN");
    assertThat(verdict("A1", rows.as("ladder")).word()).as("most places").isEqualTo(Word.HOLDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"H->GGN", "GGN->Block-GGN", "Block-GGN->EK-FAC", "EK-FAC->K-FAC"})
  void withoutAStepNothingIsClaimedOfTheOrder(String step) {
    Evidence evidence = asThePaperSays().without("lds-step", step).as("ladder");
    assertThat(verdict("A1", evidence).word()).isEqualTo(Word.NOT_RUN);
    assertThat(verdict("A1", evidence).missing()).isEqualTo(step);
    assertThat(verdict("A3", evidence).word()).isEqualTo(Word.NOT_RUN);
  }

  @Test
  void pValuesSharesAndSecondNetworksAreNeededToo() {
    FakeRows rows = asThePaperSays();
    Evidence untested = rows.without("p-value", "GGN->Block-GGN").as("ladder");
    assertThat(verdict("A1", untested).word()).isEqualTo(Word.NOT_RUN);
    Evidence unmeasured = rows.without("step-error-share", "EK-FAC->K-FAC").as("ladder");
    assertThat(verdict("A2", unmeasured).missing()).isEqualTo("matrix error");
    FakeRows single = new FakeRows().steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05);
    assertThat(verdict("A3", single.as("ladder")).missing())
        .isEqualTo("networks of at least two depths or widths, at least two training times");
    assertThat(verdict("A1", rows.as("astra-lds")).word()).isEqualTo(Word.NOT_RUN);
  }

  @Test
  void onlyTheControlledSettingCounts() {
    FakeRows rows =
        new FakeRows()
            .setting("paper-as-published")
            .steps("1x16", 10, 0.003, 0.001, -0.05, -0.05, -0.05);
    assertThat(verdict("A1", rows.as("ladder-steps")).word()).isEqualTo(Word.NOT_RUN);
    rows.setting("paper-controlled").steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05);
    assertThat(verdict("A1", rows.as("ladder-steps")).word()).isEqualTo(Word.HOLDS);
  }

  @Test
  void aPlaceMeasuredByTwoExperimentsCountsOnce() {
    FakeRows rows = new FakeRows().steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05);
    Evidence both = new Evidence(Map.of("ladder", rows.rows(), "depth", rows.rows()));
    assertThat(verdict("A1", both).comparisons()).isEqualTo(4);
    assertThat(verdict("A1", both).deciding().orElseThrow().place().experiment())
        .isEqualTo("ladder");
  }

  @Test
  void doubledRowsAreRefused() {
    FakeRows rows =
        new FakeRows()
            .steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05)
            .steps("1x16", 10, 0.003, 0.001, 0.05, 0.05, 0.05);
    assertThatThrownBy(() -> verdict("A1", rows.as("ladder")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("of H->GGN for setting default, setup 1x16");
  }

  private static FakeRows asThePaperSays() {
    FakeRows rows = new FakeRows();
    for (String setup : new String[] {"1x16", "4x16"}) {
      for (int epoch : new int[] {10, 100}) {
        rows.steps(setup, epoch, 0.003, 0.001, 0.02, 0.03, 0.08);
        rows.shares(setup, epoch, 0.2, 0.2, 0.6);
      }
    }
    return rows;
  }
}
