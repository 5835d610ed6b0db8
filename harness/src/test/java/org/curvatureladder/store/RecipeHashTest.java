package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecipeHashTest {

  @Test
  void dependsOnRecipeAndDataAndNeverChanges() {
    assertThat(RecipeHash.of("a", "b")).isEqualTo(RecipeHash.of("a", "b"));
    assertThat(RecipeHash.of("a", "b")).isNotEqualTo(RecipeHash.of("a", "c"));
    assertThat(RecipeHash.of("a", "b")).isNotEqualTo(RecipeHash.of("b", "b"));
    assertThat(RecipeHash.of("ab", "c")).isNotEqualTo(RecipeHash.of("a", "bc"));
    assertThat(RecipeHash.of("a", "b").toString()).matches("[0-9a-f]{12}");
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> new RecipeHash("../../etc"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
