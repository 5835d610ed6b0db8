package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retrainings that diverge are kept with their status and counted, never repeated or dropped. At
 * this absurd learning rate some of a deep ReLU network's do: always the same ones.
 */
class DivergedRetrainingsTest {
  private static final List<String> OVERRIDES =
      List.of(
          "activation=relu",
          "setups=[{name: relu, hidden: [8, 8, 8, 8]}]",
          "rungs=[GGN]",
          "training.learning-rate=1e6",
          "training.schedule=constant",
          "checkpoints=[1, 20]",
          "repeats=3");

  @TempDir Path folder;

  @Test
  void areStoredCountedAndNotRepeated() throws IOException {
    String recipe = TinyRecipe.in(folder).toString();
    Path out = folder.resolve("out");
    String[] run =
        Stream.concat(
                Stream.of("run", recipe, "--out", out.toString()),
                OVERRIDES.stream().flatMap(override -> Stream.of("--set", override)))
            .toArray(String[]::new);
    CommandLineRun.of(run).succeeds();
    Experiment resolved = new Catalogue().experiment(recipe, "smoke", OVERRIDES);
    Study study = Studies.open(resolved, out, folder).settings().get(0);
    RetrainingPlan plan = study.plan(study.recipe().setups().get(0));
    assertThat(study.measurements().finished(plan)).hasSize(48);

    GroundTruth truth = study.measurements().groundTruth(plan, 0.5, 20, Measurement.LOSS);
    assertThat(truth.divergedCount()).isBetween(2, 47);
    for (int j = 0; j < truth.masks(); j++) {
      for (int r = 0; r < truth.repeats(); r++) {
        for (double value : truth.values()[j][r]) {
          assertThat(Double.isNaN(value)).isEqualTo(truth.diverged()[j][r]);
        }
      }
    }
    List<ResultRow> counted =
        ResultStore.existing(study.folder()).readEvaluation().rows().stream()
            .filter(row -> row.metric().equals(Metric.DIVERGED))
            .toList();
    assertThat(counted).extracting(ResultRow::n).containsExactly(48, 48);
    assertThat(counted.get(1).value()).isEqualTo(truth.divergedCount());
  }
}
