package org.curvatureladder.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curvatureladder.verdict.FakeRows.verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B1 to B5 on made-up rows of the ASTRA experiments. */
class AstraClaimsTest {

  /** B1 and B4: better, too little to matter, worse, too few masks. */
  @ParameterizedTest
  @CsvSource({
    ".05, .01, 1e-6, HOLDS", ".004, .002, .01, DOES_NOT_HOLD",
    "-.05, .01, 1e-6, DOES_NOT_HOLD", ".02, .03, .3, UNDECIDED"
  })
  void pairedDifferences(double effect, double half, double p, Word word) {
    Evidence evidence =
        new FakeRows()
            .tested("concrete", 20, "lds-difference", "ASTRA-IF - EK-FAC-IF", effect, half, p)
            .tested(
                "concrete",
                20,
                "lds-difference",
                "ensemble gain ASTRA-IF - ensemble gain EK-FAC-IF",
                effect,
                half,
                p)
            .as("astra-lds");
    assertThat(verdict("B1", evidence).word()).isEqualTo(word);
    assertThat(verdict("B4", evidence).word()).isEqualTo(word);
    assertThat(verdict("B5", evidence).word()).isEqualTo(Word.NOT_RUN);
  }

  @Test
  void b1IsNotRunWithoutItsPValue() {
    FakeRows rows =
        new FakeRows().tested("c", 20, "lds-difference", "ASTRA-IF - EK-FAC-IF", 0.05, 0.01, 1e-6);
    assertThat(
            verdict("B1", rows.without("p-value", "ASTRA-IF - EK-FAC-IF").as("astra-lds")).word())
        .isEqualTo(Word.NOT_RUN);
    assertThat(
            verdict("B1", rows.without("lds-difference", "ASTRA-IF - EK-FAC-IF").as("astra-lds"))
                .word())
        .isEqualTo(Word.NOT_RUN);
  }

  /** Gap of ASTRA, gap of SNI, LDS difference; half-widths .002, .02, .01. */
  @ParameterizedTest
  @CsvSource({
    ".004, .6, .08, HOLDS",
    ".050, .6, .08, DOES_NOT_HOLD",
    ".004, .02, .08, DOES_NOT_HOLD",
    ".004, .6, -.08, DOES_NOT_HOLD",
    ".009, .6, .08, UNDECIDED"
  })
  void b2NeedsBothObjectivesAndTheScores(double astra, double sni, double lds, Word word) {
    FakeRows rows =
        new FakeRows()
            .add("mnist", 20, "objective-gap", "ASTRA@200", astra, 0.002)
            .add("mnist", 20, "objective-gap", "SNI@200", sni, 0.02)
            .tested("mnist", 20, "lds-difference", "ASTRA@200 - SNI@200", lds, 0.01, 1e-6);
    assertThat(verdict("B2", rows.as("astra-curves")).word()).isEqualTo(word);
    Verdict fewer = verdict("B2", rows.without("objective-gap", "SNI@200").as("astra-curves"));
    assertThat(fewer.word()).isEqualTo(Word.NOT_RUN);
    assertThat(fewer.missing()).isEqualTo("objective-gap of SNI@200");
  }

  @ParameterizedTest
  @CsvSource({".2, .03, HOLDS", ".01, .01, DOES_NOT_HOLD", ".06, .03, UNDECIDED"})
  void b3AsksForMuchOfTheScore(double lost, double half, Word word) {
    FakeRows rows =
        new FakeRows().add("mnist", 20, "lds-difference", "all - above 1e-2", lost, half);
    assertThat(verdict("B3", rows.as("astra-eigenspaces")).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    ".5, .6, HOLDS",
    ".2, .6, DOES_NOT_HOLD",
    ".5, .4, DOES_NOT_HOLD",
    ".41, .6, UNDECIDED"
  })
  void b5ComparesLevels(double single, double ensemble, Word word) {
    FakeRows rows =
        new FakeRows()
            .add("mnist", 20, "lds", "ASTRA-IF", single, 0.03)
            .add("mnist", 20, "lds", "ASTRA-IF x3", ensemble, 0.03);
    assertThat(verdict("B5", rows.as("astra-lds")).word()).isEqualTo(word);
    assertThat(verdict("B5", rows.without("lds", "ASTRA-IF x3").as("astra-lds")).word())
        .isEqualTo(Word.NOT_RUN);
  }
}
