package org.curvatureladder.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class TrainingRecipeTest {

  private static TrainingRecipe recipe(Schedule schedule, double momentum, int batch) {
    return new TrainingRecipe(0.03, 1e-3, momentum, 0, schedule, 12, batch, Precision.FLOAT64);
  }

  @Test
  void constantScheduleStays() {
    assertThat(recipe(Schedule.CONSTANT, 0.9, 32).learningRate(0)).isEqualTo(0.03);
    assertThat(recipe(Schedule.CONSTANT, 0.9, 32).learningRate(99)).isEqualTo(0.03);
  }

  /** cos(pi/3) = 1/2, cos(pi/2) = 0, cos(pi) = -1. */
  @Test
  void cosineScheduleAtHandComputedEpochs() {
    TrainingRecipe recipe = recipe(Schedule.COSINE, 0.9, 32);
    assertThat(recipe.learningRate(0)).isEqualTo(0.03);
    assertThat(recipe.learningRate(4)).isCloseTo(0.02275, within(Tolerances.EXACT));
    assertThat(recipe.learningRate(6)).isCloseTo(0.0155, within(Tolerances.EXACT));
    assertThat(recipe.learningRate(12)).isCloseTo(1e-3, within(Tolerances.EXACT));
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> recipe(Schedule.COSINE, 1, 32))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training recipe: momentum is 1.0, expected in [0, 1)");
    assertThatThrownBy(() -> recipe(Schedule.COSINE, 0.9, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training recipe: batchSize is 0, expected >= 1");
  }
}
