package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetDesignTest {

  @ParameterizedTest
  @CsvSource({
    "1617, 0.5, 809",
    "1617, 0.3, 485",
    "1617, 0.7, 1132",
    "1617, 0.9, 1455",
    "5, 0.3, 2",
    // In binary floating point .29 x 50 is below 14.5.
    "50, 0.29, 15",
    "4, 0.5, 2"
  })
  void keepsAlphaTimesNRoundedHalfUp(int points, double alpha, int expected) {
    SubsetDesign design = SubsetDesign.random(points, alpha, 3, 1);
    assertThat(design.keptCount()).isEqualTo(expected);
    assertThat(design.kept(2)).hasSize(expected);
    assertThat(design.removed(2)).hasSize(points - expected);
  }

  @Test
  void keptAndRemovedAreAscendingAndComplementary() {
    SubsetDesign design = SubsetDesign.random(40, 0.7, 5, 3);
    for (int j = 0; j < design.masks(); j++) {
      int[] kept = design.kept(j);
      int[] removed = design.removed(j);
      assertThat(kept).isSorted().doesNotHaveDuplicates();
      assertThat(removed).isSorted();
      int mask = j;
      assertThat(Arrays.stream(kept)).allMatch(i -> design.isKept(mask, i));
      assertThat(Arrays.stream(removed)).noneMatch(i -> design.isKept(mask, i));
      assertThat(IntStream.concat(Arrays.stream(kept), Arrays.stream(removed)).sorted().toArray())
          .isEqualTo(IntStream.range(0, 40).toArray());
    }
  }

  @Test
  void isAPureFunctionOfSeedAlphaAndPoints() {
    SubsetDesign design = SubsetDesign.random(100, 0.5, 10, 7);
    assertThat(SubsetDesign.random(100, 0.5, 10, 7).digest()).isEqualTo(design.digest());
    assertThat(SubsetDesign.random(100, 0.5, 10, 8).digest()).isNotEqualTo(design.digest());
    assertThat(SubsetDesign.random(100, 0.5, 9, 7).digest()).isNotEqualTo(design.digest());
    assertThat(SubsetDesign.random(100, 0.501, 10, 7).kept(0)).isNotEqualTo(design.kept(0));
    // Pinned: results on disk refer to these masks.
    assertThat(SubsetDesign.random(10, 0.5, 1, 0).kept(0)).containsExactly(0, 2, 3, 4, 8);
  }

  @Test
  void aLongerDesignBeginsWithTheSameMasks() {
    SubsetDesign few = SubsetDesign.random(30, 0.5, 4, 2);
    SubsetDesign many = SubsetDesign.random(30, 0.5, 50, 2);
    for (int j = 0; j < few.masks(); j++) {
      assertThat(many.kept(j)).isEqualTo(few.kept(j));
    }
  }

  @Test
  void drawsEveryDistinctSubsetWhenAskedForAll() {
    SubsetDesign design = SubsetDesign.random(6, 0.5, 20, 0);
    Set<List<Integer>> masks = new HashSet<>();
    for (int j = 0; j < 20; j++) {
      masks.add(Arrays.stream(design.kept(j)).boxed().toList());
    }
    assertThat(masks).hasSize(20);
  }

  @Test
  void keepsEveryPointAboutEquallyOften() {
    int[] counts = new int[10];
    for (int seed = 0; seed < 4000; seed++) {
      for (int i : SubsetDesign.random(10, 0.3, 1, seed).kept(0)) {
        counts[i]++;
      }
    }
    // Binomial(4000, .3): mean 1200, standard deviation 29.
    assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 1200) < 145);
  }

  @Test
  void refusesMoreMasksThanSubsets() {
    assertThatThrownBy(() -> SubsetDesign.random(6, 0.5, 21, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "21 masks asked for, but keeping 3 of 6 points (alpha 0.5) allows only 20 distinct ones");
    assertThatThrownBy(() -> SubsetDesign.random(6, 0.5, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("masks is 0; expected at least 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
  void refusesAlphaOutsideTheOpenInterval(double alpha) {
    assertThatThrownBy(() -> SubsetDesign.random(10, alpha, 1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "alpha (kept fraction) is " + alpha + "; expected a number between 0 and 1, exclusive");
  }

  @Test
  void refusesToKeepAllOrNothing() {
    assertThatThrownBy(() -> SubsetDesign.random(10, 0.99, 1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "alpha 0.99 keeps 10 of 10 points; expected to keep at least 1 and to remove at least 1");
  }
}
