package org.curvatureladder.plots.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0.0384, 0.038",
    "-0.0001, -1.0e-04",
    "1210, '1,210'",
    "0, 0.000",
    "NaN, undefined",
    "3e7, 3.0e+07",
    "12.3456, 12.346",
    "-0.0, 0.000"
  })
  void valuesHaveThreeDecimalsOrWhatIsLeftOfThem(double value, String text) {
    assertThat(Numbers.value(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "1, 1", "0.001, 1e-3", "0.0017, 1.7e-3", "1e-8, 1e-8", "10, 10"})
  void chosenNumbersStandAsTheyWereChosen(double value, String text) {
    assertThat(Numbers.plain(value)).isEqualTo(text);
  }

  @Test
  void intervalsProbabilitiesAndTimes() {
    assertThat(Numbers.interval(-0.0073, 1.5e-4)).isEqualTo("[-0.007, 0.000]");
    assertThat(Numbers.interval(1e-5, 2e-5)).isEqualTo("[1.0e-05, 2.0e-05]");
    assertThat(Numbers.interval(null, 1.0)).isEmpty();
    assertThat(Numbers.probability(1e-9)).isEqualTo("< 0.001");
    assertThat(Numbers.probability(0.0171)).isEqualTo("= 0.017");
    assertThat(Numbers.probability(Double.NaN)).isEmpty();
    assertThat(Numbers.seconds(45)).isEqualTo("45 s");
    assertThat(Numbers.seconds(600)).isEqualTo("10 min");
    assertThat(Numbers.seconds(18_000)).isEqualTo("5.0 h");
  }
}
