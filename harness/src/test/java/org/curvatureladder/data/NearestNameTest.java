package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("masks", "repeats", "final-learning-rate", "H", "GGN", "EK-FAC");

  @ParameterizedTest
  @CsvSource({
    "mask, masks",
    "maks, masks",
    "REPEATS, repeats",
    "learning-rate, final-learning-rate",
    "ekfac, EK-FAC",
    "ggm, GGN",
    "h, H",
    "nothing-like-it,",
    "x,"
  })
  void findsTheNearestIfItIsNear(String given, String expected) {
    assertThat(NearestName.of(given, NAMES).orElse(null)).isEqualTo(expected);
  }

  @Test
  void hintsAreEmptyOrAQuestion() {
    assertThat(NearestName.hint("mask", NAMES)).isEqualTo("; did you mean 'masks'?");
    assertThat(NearestName.hint("zzzzzz", NAMES)).isEmpty();
  }
}
