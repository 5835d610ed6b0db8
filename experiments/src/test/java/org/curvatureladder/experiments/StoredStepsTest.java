package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.recipe.RecipeReader;
import org.curvatureladder.store.BlockRow;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;
import org.curvatureladder.training.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run stores about the steps, from the files of a tiny run: the invariants hold in the rows,
 * and the rows equal a dense recomputation at the same weights.
 */
class StoredStepsTest {
  private static final List<String> RUNGS = List.of("H", "GGN", "Block-GGN", "EK-FAC", "K-FAC");
  private static final List<String> STEPS =
      List.of("H->GGN", "GGN->Block-GGN", "Block-GGN->EK-FAC", "EK-FAC->K-FAC");
  private static final String SETUP = "2x4";
  private static final int EPOCH = 10;
  private static final double EXACT = 1e-10;

  @TempDir static Path folder;

  private static Evaluation stored;
  private static Recipe recipe;

  @BeforeAll
  static void run() throws IOException {
    Path file = TinyRecipe.in(folder);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("  - {name: linear, hidden: []}", "  - {name: 2x4, hidden: [4, 4]}")
            .replace("damping: [1,", "spectra-up-to: 1000\ndamping: [1,"));
    Path out = folder.resolve("out");
    CommandLineRun.of("run", file.toString(), "--out", out.toString()).succeeds();
    stored = Evaluation.read(results(out)).orElseThrow();
    recipe =
        new RecipeReader()
            .read(file.toString(), Files.readString(file), "smoke", List.of())
            .settings()
            .get(0);
  }

  private static Path results(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(file -> file.endsWith("results.csv") && !file.toString().contains("evaluated"))
          .findFirst()
          .orElseThrow()
          .getParent();
    }
  }

  @Test
  void everyCheckpointHasEveryRow() {
    for (Recipe.Setup setup : recipe.setups()) {
      for (int epoch : recipe.checkpoints()) {
        for (String step : STEPS) {
          for (String metric :
              List.of(
                  "step-error",
                  "step-error-share-from-H",
                  "lds-step",
                  "lds-step-common",
                  "p-value",
                  "p-value-common",
                  "inverse-error-step",
                  "inverse-error-step-common")) {
            assertThat(find(setup.name(), epoch, step, metric)).as(step + metric).isPresent();
          }
        }
        for (String rung : RUNGS) {
          for (String metric :
              List.of(
                  "lds",
                  "lds-common",
                  "off-block-ratio",
                  "relative-error-to-H",
                  "condition",
                  "negative-eigenvalues",
                  "tiny-eigenvalues")) {
            assertThat(find(setup.name(), epoch, rung, metric)).as(rung + metric).isPresent();
          }
        }
        assertThat(find(setup.name(), epoch, "H->K-FAC", "lds-step-total")).isPresent();
      }
    }
  }

  @Test
  void allRepeatsGiveTheLdsAndFewerGiveLessCeiling() {
    for (Recipe.Setup setup : recipe.setups()) {
      for (int epoch : recipe.checkpoints()) {
        for (String rung : RUNGS) {
          assertThat(get(setup.name(), epoch, rung + "@2", "lds-by-repeats"))
              .isCloseTo(get(setup.name(), epoch, rung, "lds"), within(EXACT));
          assertThat(find(setup.name(), epoch, rung + "@1", "lds-by-repeats")).isPresent();
        }
        assertThat(get(setup.name(), epoch, "noise-ceiling@2", "lds-by-repeats"))
            .isCloseTo(get(setup.name(), epoch, "retraining", "noise-ceiling"), within(EXACT));
      }
    }
  }

  @Test
  void sharesAddUpToOneWithTheirCrossTermWhichIsZeroBelowTheGgn() {
    for (Recipe.Setup setup : recipe.setups()) {
      for (int epoch : recipe.checkpoints()) {
        double cross = get(setup.name(), epoch, "GGN->K-FAC", "step-error-cross-share");
        assertThat(cross).isCloseTo(0, within(EXACT));
        assertThat(sum(setup.name(), epoch, STEPS.subList(1, 4), "step-error-share") + cross)
            .isCloseTo(1, within(EXACT));
        double fromH = get(setup.name(), epoch, "H->K-FAC", "step-error-cross-share");
        assertThat(sum(setup.name(), epoch, STEPS, "step-error-share-from-H") + fromH)
            .isCloseTo(1, within(EXACT));
        assertThat(Math.abs(fromH)).as("H is not orthogonal to the rest").isGreaterThan(1e-6);
      }
    }
  }

  @Test
  void lossesAddUpToTheTotal() {
    for (Recipe.Setup setup : recipe.setups()) {
      for (int epoch : recipe.checkpoints()) {
        assertThat(sum(setup.name(), epoch, STEPS, "lds-step"))
            .isCloseTo(get(setup.name(), epoch, "H->K-FAC", "lds-step-total"), within(EXACT));
        double common =
            get(setup.name(), epoch, "H", "lds-common")
                - get(setup.name(), epoch, "K-FAC", "lds-common");
        assertThat(sum(setup.name(), epoch, STEPS, "lds-step-common"))
            .isCloseTo(common, within(EXACT));
        for (String step : STEPS) {
          assertThat(get(setup.name(), epoch, step, "p-value")).isBetween(0.0, 1.0);
        }
      }
    }
    List<Double> common =
        rows("lds-common")
            .filter(row -> row.setup().equals(SETUP))
            .map(ResultRow::damping)
            .toList();
    assertThat(common.subList(0, RUNGS.size())).containsOnly(common.get(0));
  }

  /** Step errors, errors to H, off-block ratios, condition, inverses: from dense matrices alone. */
  @Test
  void rowsEqualADenseRecomputation() {
    Map<String, double[][]> dense = new HashMap<>();
    Map<String, double[]> solved = new HashMap<>();
    double damping = row(SETUP, EPOCH, "GGN", "inverse-error-to-H").damping();
    int[] offsets;
    try (LadderPoint point = point();
        Gradients gradients = gradients()) {
      offsets = point.groups().blockOffsets();
      for (String rung : RUNGS) {
        try (Curvature curvature = Ladder.named(rung).at(point);
            SymmetricMatrix matrix = curvature.toDense();
            DenseMatrix solution = recipe.damping(damping).solve(curvature, gradients.queries())) {
          dense.put(rung, table(matrix.values()));
          solved.put(rung, solution.toArray());
        }
      }
    }
    double top = norm(dense.get("H"));
    for (int k = 1; k < RUNGS.size(); k++) {
      String rung = RUNGS.get(k);
      double[][] above = dense.get(RUNGS.get(k - 1));
      assertThat(get(SETUP, EPOCH, STEPS.get(k - 1), "step-error"))
          .isCloseTo(norm(minus(above, dense.get(rung))) / top, within(EXACT));
      assertThat(get(SETUP, EPOCH, rung, "relative-error-to-H"))
          .isCloseTo(norm(minus(dense.get("H"), dense.get(rung))) / top, within(EXACT));
      assertThat(get(SETUP, EPOCH, rung, "inverse-error-to-H"))
          .isCloseTo(relative(solved.get("H"), solved.get(rung)), within(EXACT));
      assertThat(get(SETUP, EPOCH, STEPS.get(k - 1), "inverse-error-step-common"))
          .isCloseTo(relative(solved.get(RUNGS.get(k - 1)), solved.get(rung)), within(EXACT));
    }
    double[][] h = dense.get("H");
    double inside = 0;
    for (int b = 0; b + 1 < offsets.length; b++) {
      for (int i = offsets[b]; i < offsets[b + 1]; i++) {
        for (int j = offsets[b]; j < offsets[b + 1]; j++) {
          inside += h[i][j] * h[i][j];
        }
      }
    }
    assertThat(get(SETUP, EPOCH, "H", "off-block-ratio"))
        .isCloseTo(Math.sqrt(1 - inside / (top * top)), within(EXACT));
    assertThat(get(SETUP, EPOCH, "GGN", "residual-curvature"))
        .isEqualTo(get(SETUP, EPOCH, "GGN", "relative-error-to-H"));
  }

  @Test
  void spectraBlocksAndMapsAreStoredWithTheirSetting() {
    assertThat(stored.spectra()).extracting(Spectrum::setting).containsOnly("default");
    assertThat(
            stored.spectra().stream()
                .filter(s -> s.setup().equals(SETUP) && s.block().equals(Spectrum.WHOLE))
                .filter(s -> s.checkpoint() == EPOCH)
                .map(Spectrum::method))
        .isEqualTo(RUNGS);
    Spectrum h =
        stored.spectra().stream()
            .filter(s -> s.setup().equals(SETUP) && s.checkpoint() == EPOCH)
            .filter(s -> s.method().equals("H") && s.block().equals(Spectrum.WHOLE))
            .findFirst()
            .orElseThrow();
    double squares = 0;
    for (double value : h.values()) {
      squares += value * value;
    }
    try (LadderPoint point = point();
        Curvature curvature = Ladder.HESSIAN.at(point);
        SymmetricMatrix matrix = curvature.toDense()) {
      assertThat(Math.sqrt(squares))
          .as("all eigenvalues of H")
          .isCloseTo(norm(table(matrix.values())), within(EXACT));
    }
    assertThat(stored.heatMaps())
        .filteredOn(map -> map.setup().equals(SETUP) && map.checkpoint() == EPOCH)
        .extracting(HeatMap::method)
        .containsExactly("H", "GGN", "H-GGN");
    assertThat(stored.blocks())
        .filteredOn(row -> row.setup().equals(SETUP) && row.checkpoint() == EPOCH)
        .filteredOn(row -> row.reference().equals("Block-GGN") && row.method().equals("K-FAC"))
        .extracting(BlockRow::metric)
        .contains("eigenvalue-overlap", "eigenbasis-overlap-1", "eigenbasis-overlap-10")
        .as("no layer has as many parameters")
        .doesNotContain("eigenbasis-overlap-50");
  }

  /** With rungs between the paper's five, these keep their steps, shares and check. */
  @Test
  void moreRungsChangeNothingOfThePaperSteps() throws IOException {
    Path out = folder.resolve("more");
    CommandLineRun.of(
            "run",
            folder.resolve("tiny.yaml").toString(),
            "--out",
            out.toString(),
            "--set",
            "rungs=[H, Block-H, GGN, Block-GGN, BK-FAC, EK-FAC, KFOC, K-FAC, Identity]")
        .succeeds();
    List<ResultRow> more = Evaluation.read(results(out)).orElseThrow().rows();
    for (String metric : List.of("step-error", "step-error-share", "step-error-cross-share")) {
      for (ResultRow row : stored.rows()) {
        if (row.metric().equals(metric)) {
          assertThat(more)
              .filteredOn(
                  other ->
                      other.metric().equals(metric)
                          && other.method().equals(row.method())
                          && other.setup().equals(row.setup())
                          && other.checkpoint() == row.checkpoint())
              .singleElement()
              .satisfies(other -> assertThat(other.value()).isCloseTo(row.value(), within(EXACT)));
        }
      }
    }
    assertThat(more)
        .filteredOn(row -> row.metric().equals("step-error"))
        .extracting(ResultRow::method)
        .as("both routes from Block-GGN to K-FAC")
        .contains("Block-GGN->BK-FAC", "BK-FAC->K-FAC", "Block-GGN->EK-FAC", "EK-FAC->K-FAC");
  }

  /** A switch of the structured rungs leaves H and the GGN alone and breaks the orthogonality. */
  @Test
  void aSampledFisherBreaksPythagoras() throws IOException {
    Path out = folder.resolve("sampled");
    CommandLineRun.of(
            "run",
            folder.resolve("tiny.yaml").toString(),
            "--out",
            out.toString(),
            "--set",
            "curvature.fisher=mc")
        .succeeds();
    List<ResultRow> sampled = Evaluation.read(results(out)).orElseThrow().rows();
    for (ResultRow row : sampled) {
      if (row.setup().equals(SETUP) && row.metric().equals("step-error")) {
        double exact = get(SETUP, row.checkpoint(), row.method(), "step-error");
        boolean above = row.method().equals("H->GGN") || row.method().equals("GGN->Block-GGN");
        assertThat(Math.abs(row.value() - exact) < EXACT).as(row.method()).isEqualTo(above);
      }
      if (row.metric().equals("step-error-cross-share") && row.method().startsWith("GGN")) {
        assertThat(Math.abs(row.value())).isGreaterThan(1e-6);
      }
    }
  }

  private static Checkpoint checkpoint(Study study) {
    return FullModel.train(study, recipe.setup(SETUP)).stream()
        .filter(checkpoint -> checkpoint.epoch() == EPOCH)
        .findFirst()
        .orElseThrow();
  }

  private static Study study() {
    return Study.open(
        recipe,
        Study.source(recipe, folder),
        Study.source(recipe, folder).load(),
        folder.resolve("out"),
        folder,
        folder);
  }

  private static LadderPoint point() {
    Study study = study();
    return new LadderPoint(
        study.network(recipe.setup(SETUP)),
        checkpoint(study).theta(),
        study.split().train(),
        recipe.curvature());
  }

  private static Gradients gradients() {
    Study study = study();
    return Gradients.of(
        study.network(recipe.setup(SETUP)),
        checkpoint(study).theta(),
        study.split().train(),
        study.split().query(),
        recipe.measurement());
  }

  private static double[][] table(DenseMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      matrix.readRow(i, rows[i]);
    }
    return rows;
  }

  private static double[][] minus(double[][] a, double[][] b) {
    double[][] difference = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        difference[i][j] = a[i][j] - b[i][j];
      }
    }
    return difference;
  }

  private static double norm(double[][] a) {
    return Math.sqrt(Stream.of(a).flatMapToDouble(Arrays::stream).map(v -> v * v).sum());
  }

  private static double relative(double[] a, double[] b) {
    double difference = 0;
    double whole = 0;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      whole += a[i] * a[i];
    }
    return Math.sqrt(difference / whole);
  }

  private static Stream<ResultRow> rows(String metric) {
    return stored.rows().stream().filter(row -> row.metric().equals(metric));
  }

  private static OptionalDouble find(String setup, int epoch, String method, String metric) {
    return rows(metric)
        .filter(row -> row.setup().equals(setup) && row.checkpoint() == epoch)
        .filter(row -> row.method().equals(method))
        .mapToDouble(ResultRow::value)
        .findFirst();
  }

  private static ResultRow row(String setup, int epoch, String method, String metric) {
    return rows(metric)
        .filter(row -> row.setup().equals(setup) && row.checkpoint() == epoch)
        .filter(row -> row.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  private static double get(String setup, int epoch, String method, String metric) {
    return find(setup, epoch, method, metric).orElseThrow();
  }

  private static double sum(String setup, int epoch, List<String> steps, String metric) {
    return steps.stream().mapToDouble(step -> get(setup, epoch, step, metric)).sum();
  }
}
