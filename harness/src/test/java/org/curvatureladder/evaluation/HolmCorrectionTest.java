package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;

class HolmCorrectionTest {

  /** By hand: .005 x 4, .01 x 3, .03 x 2, and .04 x 1 = .04 raised to the .06 before it. */
  @Test
  void stepsDownFromTheSmallest() {
    assertThat(HolmCorrection.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(Tolerances.EXACT));
  }

  @Test
  void neverAboveOneAndNothingToCorrectForOne() {
    assertThat(HolmCorrection.adjust(new double[] {0.7, 0.6})).containsExactly(1, 1);
    assertThat(HolmCorrection.adjust(new double[] {0.3})).containsExactly(0.3);
    assertThat(HolmCorrection.adjust(new double[0])).isEmpty();
  }

  @Test
  void equalValuesStayEqual() {
    assertThat(HolmCorrection.adjust(new double[] {0.02, 0.5, 0.02}))
        .containsExactly(new double[] {0.06, 0.5, 0.06}, within(Tolerances.EXACT));
  }

  /** With m uniform p-values the chance of one false call is at most .05. */
  @Test
  void keepsTheChanceOfAnyFalseCall() {
    Samples samples = new Samples(1);
    int families = 2000;
    int falseCalls = 0;
    int uncorrected = 0;
    for (int f = 0; f < families; f++) {
      double[] p = new double[10];
      Arrays.setAll(p, k -> samples.uniform());
      falseCalls += Arrays.stream(HolmCorrection.adjust(p)).anyMatch(v -> v < 0.05) ? 1 : 0;
      uncorrected += Arrays.stream(p).anyMatch(v -> v < 0.05) ? 1 : 0;
    }
    assertThat(falseCalls / (double) families).isBetween(0.03, 0.065);
    assertThat(uncorrected / (double) families).isGreaterThan(0.3);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> HolmCorrection.adjust(new double[] {0.1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
