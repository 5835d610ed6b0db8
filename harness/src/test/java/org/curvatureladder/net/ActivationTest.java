package org.curvatureladder.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void derivativesAreCentralDifferences(Activation phi) {
    for (double z = -6.05; z < 6.1; z += 0.1) {
      double slope = (phi.value(z + STEP) - phi.value(z - STEP)) / (2 * STEP);
      double bend = (phi.slope(z + STEP) - phi.slope(z - STEP)) / (2 * STEP);
      assertThat(phi.slope(z)).isCloseTo(slope, within(Tolerances.FINITE_DIFFERENCE));
      assertThat(phi.bend(z)).isCloseTo(bend, within(Tolerances.FINITE_DIFFERENCE));
    }
  }

  @Test
  void reluIsFlatAtZero() {
    assertThat(Activation.RELU.slope(0)).isZero();
    assertThat(Activation.RELU.slope(-0.0)).isZero();
    assertThat(Activation.RELU.value(-3)).isZero();
  }

  @Test
  void geluAgreesWithTheNormalDistributionToManyDigits() {
    // z Phi(z): Phi(1) and Phi(-3) from Abramowitz and Stegun, table 26.1, to 15 digits.
    assertThat(Activation.GELU.value(1)).isCloseTo(0.841344746068543, within(1e-15));
    assertThat(Activation.GELU.value(-3)).isCloseTo(-3 * 0.00134989803163009, within(1e-16));
    assertThat(Activation.GELU.value(-20) / -5.5072482372125e-88).isCloseTo(1, within(1e-10));
    assertThat(Activation.GELU.slope(0)).isEqualTo(0.5);
  }
}
