package org.curvatureladder.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.training.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionFieldsTest {
  private static final Path RECIPES = Path.of("../experiments/recipes");
  private final RecipeReader reader = new RecipeReader();

  @TempDir Path folder;

  private Experiment read(String name, String profile, String... overrides) {
    return reader.read(RECIPES.resolve(name + ".yaml"), profile, List.of(overrides));
  }

  @Test
  void astraLdsHasTheProtocolOfThePaper() {
    Experiment paper = read("astra-lds", "paper");
    assertThat(paper.analysis()).isEqualTo(Analysis.ASTRA_LDS);
    Recipe concrete = paper.setting("concrete");
    assertThat(concrete.data().trainCount()).isEqualTo(896);
    assertThat(concrete.data().queryCount()).isEqualTo(103);
    assertThat(concrete.loss()).isEqualTo(Loss.SQUARED_ERROR);
    assertThat(concrete.measurement()).isEqualTo(Measurement.ABSOLUTE_ERROR);
    assertThat(concrete.setups()).containsExactly(new Recipe.Setup("3x128", hidden(128), 1));
    assertThat(concrete.training().learningRate()).isEqualTo(0.03);
    assertThat(concrete.training().weightDecay()).isEqualTo(1e-5);
    assertThat(concrete.checkpoints()).containsExactly(20);
    assertThat(concrete.masks()).isEqualTo(100);
    assertThat(concrete.repeats()).isEqualTo(100);
    assertThat(concrete.damping()).containsExactly(0.0017);
    assertThat(concrete.attribution().orElseThrow().trakDimension()).isEqualTo(512);
    Recipe noisy = paper.setting("fashion-mnist-n");
    assertThat(noisy.measurement()).isEqualTo(Measurement.MARGIN);
    assertThat(noisy.checkpoints()).containsExactly(3);
    assertThat(noisy.repeats()).isEqualTo(50);
    assertThat(noisy.damping()).containsExactly(0.10);
    Attribution attribution = noisy.attribution().orElseThrow();
    assertThat(attribution.modelSeeds()).isEqualTo(10);
    assertThat(attribution.trakDimension()).isEqualTo(4096);
    assertThat(attribution.segments()).isEqualTo(3);
    assertThat(attribution.methods()).contains(AttributionMethod.TRAK, AttributionMethod.ASTRA_IF);
    assertThat(attribution.solver())
        .isEqualTo(new Attribution.Solver(200, 256, 0.1, 50, 0.9, Precision.FLOAT32));
    assertThat(paper.setting("concrete-implied").attribution().orElseThrow().sourceDamping())
        .isEqualTo(Attribution.SourceDampingRule.IMPLIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"astra-lds", "astra-curves", "astra-eigenspaces", "astra-cost"})
  void everyProfileIsReadAndWrittenBack(String name) throws IOException {
    for (String profile : List.of("smoke", "quick", "paper")) {
      Experiment experiment = read(name, profile);
      assertThat(experiment.name()).isEqualTo(name);
      Path file = folder.resolve(name + profile + ".yaml");
      Files.writeString(file, experiment.toYaml());
      assertThat(reader.readResolved(file)).isEqualTo(experiment);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attribution.methods=[ASTRA] | attribution.methods[0] is 'ASTRA' in --set attribution.methods=[ASTRA]",
        "attribution.model-seeds=0 | attribution.model-seeds is 0",
        "attribution.solver.step-over-damping=0 | attribution.solver.step-over-damping is 0",
        "attribution.study.recorded=[1, 2] | expected iterations in ascending order from 0",
        "attribution.study.recorded=[0, 5, 5] | expected iterations in ascending order from 0",
        "attribution.study.recorded=[0] | expected 0 and at least one later iteration",
        "attribution.study.thresholds=[1e-2, 1e-1] | expected eigenvalues in descending order",
        "measurement=margin | measurement is 'margin' in",
        "rungs=[H] | expected no rungs for analysis astra-curves"
      })
  void wrongFieldsGiveOneClearLine(String override, String message) {
    assertThatThrownBy(() -> read("astra-curves", "smoke", override))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anAbsoluteErrorNeedsARegression() {
    assertThatThrownBy(
            () ->
                read(
                    "astra-lds",
                    "paper",
                    "only=[fashion-mnist]",
                    "settings.fashion-mnist.measurement=absolute-error"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("an absolute error needs a regression");
  }

  private static List<Integer> hidden(int width) {
    return List.of(width, width, width);
  }
}
