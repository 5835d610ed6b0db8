package org.curvatureladder.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.Split;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.retraining.RetrainingTask;
import org.curvatureladder.store.RecipeHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  private static final Path LADDER = Path.of("../experiments/recipes/ladder.yaml");
  private final RecipeReader reader = new RecipeReader();

  private Recipe smoke(String... overrides) {
    return reader.read(LADDER, "smoke", List.of(overrides)).settings().get(0);
  }

  private RecipeHash hash(String data, String... overrides) {
    return reader.read(LADDER, "smoke", List.of(overrides)).hash(List.of(data));
  }

  private static Dataset data(int count, int classes) {
    return new Dataset("points", count, new double[count * 3], new double[count], 3, classes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.query-fraction=.2",
        "data.split-seed=1",
        "activation=tanh",
        "setups=[{name: 1x16, hidden: [16]}]",
        "training.learning-rate=.1",
        "training.final-learning-rate=1e-7",
        "training.momentum=.8",
        "training.weight-decay=1e-9",
        "training.schedule=constant",
        "training.schedule-epochs=999",
        "training.batch=31",
        "training.precision=float32",
        "checkpoints=[10]",
        "alphas=[.6]",
        "masks=31",
        "repeats=5",
        "seed=1",
        "measurement=margin",
        "rungs=[GGN]",
        "damping=[1]",
        "damping-rule=relative",
        "damping-rule=pseudo-inverse",
        "curvature.fisher=empirical",
        "curvature.bias=separate",
        "curvature.negative-eigenvalues=drop",
        "bootstrap.resamples=999",
        "bootstrap.confidence=.9"
      })
  void theHashChangesWithWhatChangesNumbers(String override) {
    assertThat(hash("data", override)).isNotEqualTo(hash("data"));
  }

  @Test
  void theHashIgnoresWhatDoesNotChangeNumbers() throws IOException {
    RecipeHash hash = hash("data");
    assertThat(hash("data", "name=other", "question=why", "paper=none")).isEqualTo(hash);
    assertThat(
            reader
                .read(LADDER, "quick", List.of("masks=30", "repeats=4", "checkpoints=[10, 100]"))
                .hash(List.of("data")))
        .isEqualTo(hash);
    assertThat(hash("data", "damping=[1, .1, 1E-2, .001, 1e-4, 1e-5, 1e-6, 1e-7, 0.00000001]"))
        .isEqualTo(hash);
    assertThat(hash("data", "data.source=csv", "data.path=/a/digits.csv"))
        .isEqualTo(hash("data", "data.source=csv", "data.path=b.csv"));
    assertThat(hash).isNotEqualTo(hash("other data"));
    String reformatted =
        "# a comment\n" + Files.readString(LADDER).replace("[10, 100]", "[10,100]");
    assertThat(reader.read("ladder.yaml", reformatted, "smoke", List.of()).hash(List.of("data")))
        .isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "damping-rule=pseudo-inverse | damping-cutoff=1e-5",
        "curvature.fisher=mc | curvature.samples=2",
        "curvature.fisher=mc | curvature.sampling-seed=2",
        "curvature.bias=separate | curvature.blocks=tensor",
      })
  void theHashChangesWithWhatASwitchBringsAlong(String given, String more) {
    assertThat(hash("data", given, more)).isNotEqualTo(hash("data", given));
  }

  @Test
  void givesThePlanOfASetup() {
    Recipe recipe = smoke();
    Split split = new Split(data(80, 10), data(9, 10), new int[0], new int[0]);
    RetrainingPlan plan = recipe.retrainingPlan(recipe.setup("4x16"), split);
    assertThat(plan.architecture()).isEqualTo("3-16-16-16-16-10 gelu cross-entropy");
    assertThat(plan.taskCount()).isEqualTo(30 * 4);
    assertThat(plan.tasks().get(31)).isEqualTo(new RetrainingTask("4x16", 0.5, 1, 1));
    assertThat(plan.queries()).isEqualTo(9);
    assertThat(plan.design(0.5).keptCount()).isEqualTo(40);
    assertThat(plan.checkpoints()).containsExactly(10, 100);
  }

  @Test
  void refusesDataThatDoNotFit() {
    Recipe recipe = smoke();
    assertThatThrownBy(() -> recipe.architecture(recipe.setup("1x16"), data(80, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "loss is cross-entropy in experiment ladder, but data set points is for regression; expected squared-error");
    assertThat(
            smoke("loss=squared-error").architecture(recipe.setup("1x16"), data(80, 0)).outputs())
        .isEqualTo(1);
    Split few = new Split(data(60, 10), data(9, 10), new int[0], new int[0]);
    assertThatThrownBy(() -> recipe.retrainingPlan(recipe.setup("1x16"), few))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "batch 32 is larger than the 30 points that alpha 0.5 keeps of 60; expected at most 30");
  }

  @Test
  void anUnknownSetupNamesTheValidOnes() {
    assertThatThrownBy(() -> smoke().setup("1x61"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "unknown setup '1x61' in experiment ladder; expected one of 1x16, 4x16; did you mean '1x16'?");
  }
}
