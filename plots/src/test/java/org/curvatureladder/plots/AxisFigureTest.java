package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Figures over each axis, at the sizes of the largest recipes. */
class AxisFigureTest {
  private static final List<String> RUNGS = FakeResults.RUNGS;
  private static final List<String> STEPS = TrainedLadder.STEPS;
  private static final List<String> SETUPS =
      List.of("1x16", "4x16", "8x16", "1x32", "1x64", "1x128");
  private static final List<String> SETTINGS =
      List.of(
          "paper-controlled",
          "mc-fisher",
          "separate-bias",
          "tensor-blocks",
          "keep-negative",
          "cutoff",
          "pi-heuristic",
          "paper-as-published");
  private static final Path LOOK_AT = Path.of("target", "figures");

  private final List<ResultRow> rows = new ArrayList<>();

  private void add(String setting, String setup, double alpha, int epoch) {
    Random random = new Random((setting + setup + alpha + epoch).hashCode());
    double top = 0.5 + 0.05 * random.nextGaussian();
    add(setting, setup, alpha, epoch, "retraining", "noise-ceiling", top + 0.2);
    add(setting, setup, alpha, epoch, FakeResults.FLOOR, "lds", 0.2);
    for (int k = 0; k < RUNGS.size(); k++) {
      add(setting, setup, alpha, epoch, RUNGS.get(k), "lds", top - 0.04 * k);
      for (int exponent = -8; exponent <= 0; exponent++) {
        double lds = top - 0.04 * k - 0.01 * Math.pow(exponent + 3, 2);
        rows.add(
            row(
                setting,
                setup,
                alpha,
                epoch,
                RUNGS.get(k),
                Math.pow(10, exponent),
                "lds-curve",
                lds));
      }
    }
    for (String step : STEPS) {
      add(setting, setup, alpha, epoch, step, "lds-step", 0.02 + 0.01 * random.nextGaussian());
      add(setting, setup, Double.NaN, epoch, step, "step-error", 0.5 + random.nextDouble());
      if (!step.startsWith("H")) {
        add(setting, setup, Double.NaN, epoch, step, "step-error-share", 1 / 3.0);
      }
    }
    add(setting, setup, Double.NaN, epoch, "GGN->K-FAC", "step-error-cross-share", 1e-15);
    add(setting, setup, Double.NaN, epoch, "H->K-FAC", "step-error-cross-share", 0.3);
  }

  private void add(
      String setting,
      String setup,
      double alpha,
      int epoch,
      String method,
      String metric,
      double value) {
    rows.add(row(setting, setup, alpha, epoch, method, null, metric, value));
  }

  private static ResultRow row(
      String setting,
      String setup,
      double alpha,
      int epoch,
      String method,
      Double damping,
      String metric,
      double value) {
    boolean plain = Double.isNaN(alpha);
    Double low = plain ? null : value - 0.02;
    Double high = plain ? null : value + 0.03;
    return new ResultRow(
        setting, setup, alpha, epoch, method, damping, metric, value, low, high, 100, "masks", 0);
  }

  private void write(Axis axis) {
    String by = axis.name();
    write(by + "-rung", new LadderFigure(RUNGS, FakeResults.FLOOR, Metrics.plain()).draw(rows));
    write(by + "-lds", lds(axis));
    write(by + "-loss", AxisFigure.losses(axis, STEPS, StepMetrics.plain()).draw(rows));
    write(by + "-step", new StepLossFigure(STEPS, StepMetrics.plain()).draw(rows));
    write(by + "-damping", new DampingFigure(RUNGS, Metrics.plain()).draw(rows));
    write(by + "-errors", errors(axis).lines(rows));
    write(by + "-shares", errors(axis).shares(rows));
  }

  private static void write(String name, Figure figure) {
    assertThat(new FigureFile(LOOK_AT, name).write(figure)).hasSize(2);
  }

  private PanelGrid lds(Axis axis) {
    return AxisFigure.lds(axis, RUNGS, FakeResults.FLOOR, Metrics.plain()).draw(rows);
  }

  private static StepErrorFigure errors(Axis axis) {
    return new StepErrorFigure(axis, STEPS, StepMetrics.plain());
  }

  private void sixSetups() {
    for (String setup : SETUPS) {
      for (int epoch : new int[] {10, 100, 1000}) {
        add(ResultRow.ONLY_SETTING, setup, 0.5, epoch);
      }
    }
  }

  @Test
  void epochsOfSixSetups() {
    sixSetups();
    write(Axis.EPOCH);
    PanelGrid grid = lds(Axis.EPOCH);
    assertThat(grid.panels()).extracting(Panel::title).isEqualTo(SETUPS);
    assertThat(grid.panels().get(0).categories()).containsExactly("10", "100", "1000");
    assertThat(grid.columns()).isEqualTo(3);
  }

  @Test
  void setupsAreOnTheirAxisAndEpochsInPanels() {
    sixSetups();
    write(Axis.SETUP);
    PanelGrid grid = lds(Axis.SETUP);
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly("epoch 10", "epoch 100", "epoch 1000");
    assertThat(grid.panels().get(0).categories()).isEqualTo(SETUPS);
    assertStored(grid.panels().get(1), 3, "K-FAC", ResultRow.ONLY_SETTING, "1x32", 100);
    assertThat(errors(Axis.SETUP).lines(rows).panels()).hasSize(3);
  }

  @Test
  void settingsAreOnTheirAxis() {
    SETTINGS.forEach(setting -> add(setting, "1x16", 0.5, 1000));
    write(Axis.SETTING);
    PanelGrid grid = lds(Axis.SETTING);
    assertThat(grid.panels()).extracting(Panel::title).containsExactly("1x16, epoch 1000");
    assertThat(grid.panels().get(0).categories()).isEqualTo(SETTINGS);
    assertStored(grid.panels().get(0), 7, "H", "paper-as-published", "1x16", 1000);
    assertThat(new DampingFigure(RUNGS, Metrics.plain()).draw(rows).panels())
        .extracting(Panel::title)
        .as("several settings of one network are told apart")
        .contains("mc-fisher, epoch 1000", "cutoff, epoch 1000");
  }

  @Test
  void settingsOfTwoSetupsAtThreeEpochs() {
    for (String setting : SETTINGS.subList(0, 6)) {
      for (String setup : SETUPS.subList(0, 2)) {
        for (int epoch : new int[] {10, 100, 1000}) {
          add(setting, setup, 0.5, epoch);
        }
      }
    }
    write("SETTING2-lds", lds(Axis.SETTING));
    write("SETTING2-errors", errors(Axis.SETTING).lines(rows));
    write("SETTING2-shares", errors(Axis.SETTING).shares(rows));
    write("SETTING2-rung", new LadderFigure(RUNGS, FakeResults.FLOOR, Metrics.plain()).draw(rows));
    assertThat(lds(Axis.SETTING).panels()).hasSize(2 * 3);
    assertThat(lds(Axis.EPOCH).panels().get(1).title()).isEqualTo("paper-controlled, 4x16");
  }

  @Test
  void keptFractionsAscend() {
    for (double alpha : new double[] {0.9, 0.3, 0.5}) {
      add(ResultRow.ONLY_SETTING, "1x16", alpha, 100);
    }
    PanelGrid grid = lds(Axis.ALPHA);
    assertThat(grid.panels().get(0).categories()).containsExactly("0.3", "0.5", "0.9");
    assertThat(grid.panels().get(0).title()).isEqualTo("1x16, epoch 100");
    assertThat(grid.legend()).extracting(LegendEntry::label).contains("noise ceiling");
  }

  @Test
  void crossTermsAreSaidWhereStepsAreNotOrthogonal() {
    sixSetups();
    assertThat(errors(Axis.EPOCH).shares(rows).notes().get(1))
        .contains("Pythagoras check", "1e-15");
    add(ResultRow.ONLY_SETTING, "1x16", Double.NaN, 10, "GGN->K-FAC", "step-error-cross-share", -2);
    assertThat(errors(Axis.EPOCH).shares(rows).notes().get(1)).contains("up to 2.00");
  }

  private void assertStored(
      Panel panel, int place, String rung, String setting, String setup, int epoch) {
    XYChart chart = panel.chart();
    double stored =
        rows.stream()
            .filter(row -> row.setting().equals(setting) && row.setup().equals(setup))
            .filter(row -> row.checkpoint() == epoch && row.metric().equals("lds"))
            .filter(row -> row.method().equals(rung))
            .mapToDouble(ResultRow::value)
            .findFirst()
            .orElseThrow();
    int found =
        IntStream.range(0, chart.getSeries(rung).getXData().length)
            .filter(k -> Math.round(chart.getSeries(rung).getXData()[k]) == place)
            .findFirst()
            .orElseThrow();
    assertThat(chart.getSeries(rung).getYData()[found]).isCloseTo(stored, within(0.0));
  }
}
