package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnrollingTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.01, 0.5, 3})
  void discreteIsTheSteps(double sigma) {
    Segment segment = segment(17, 0.3, 0.02);
    double left = 1;
    double moved = 0;
    for (int t = 0; t < 17; t++) {
      moved = (1 - 0.3 * (sigma + 0.02)) * moved + 0.3;
      left *= 1 - 0.3 * (sigma + 0.02);
    }
    assertThat(Unrolling.DISCRETE.survival(segment).applyAsDouble(sigma))
        .isCloseTo(left, within(Tolerances.EXACT));
    assertThat(Unrolling.DISCRETE.response(segment).applyAsDouble(sigma))
        .isCloseTo(moved, within(Tolerances.EXACT * moved));
  }

  /** Steps a million times smaller and as many more. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.01, 0.5, 3})
  void exponentialIsTheLimitOfSmallSteps(double sigma) {
    Segment coarse = segment(17, 0.3, 0.02);
    Segment fine = segment(17_000_000, 0.3e-6, 0.02);
    assertThat(Unrolling.EXPONENTIAL.survival(coarse).applyAsDouble(sigma))
        .isCloseTo(Unrolling.DISCRETE.survival(fine).applyAsDouble(sigma), within(1e-5));
    assertThat(Unrolling.EXPONENTIAL.response(coarse).applyAsDouble(sigma))
        .isCloseTo(Unrolling.DISCRETE.response(fine).applyAsDouble(sigma), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Unrolling.class)
  void flatDirectionsMoveByTheSumOfTheRates(Unrolling unrolling) {
    Segment segment = segment(17, 0.3, 0);
    assertThat(unrolling.response(segment).applyAsDouble(0)).isEqualTo(17 * 0.3);
    assertThat(unrolling.response(segment).applyAsDouble(1e-12))
        .isCloseTo(17 * 0.3, within(Tolerances.ORACLE));
    assertThat(unrolling.survival(segment).applyAsDouble(0)).isEqualTo(1);
  }

  @Test
  void discreteRefusesStepsBeyondTheCurvature() {
    assertThatThrownBy(
            () -> Unrolling.DISCRETE.response(segment(17, 0.3, 0)).applyAsDouble(1 / 0.3))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("0.3");
  }

  private static Segment segment(int steps, double rate, double decay) {
    return new Segment(List.of(new double[1]), steps, rate, decay);
  }
}
