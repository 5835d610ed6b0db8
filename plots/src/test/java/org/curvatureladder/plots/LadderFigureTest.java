package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class LadderFigureTest {
  private final LadderFigure figure =
      new LadderFigure(FakeResults.RUNGS, FakeResults.FLOOR, Metrics.plain());

  @Test
  void showsEveryRungTrainingTimeCeilingAndFloorInEveryPanel() {
    PanelGrid grid = figure.draw(FakeResults.ladder());
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly("1x16, P = 1,210", "4x16, P = 2,026");
    for (Panel panel : grid.panels()) {
      assertThat(panel.categories()).isEqualTo(FakeResults.RUNGS);
      assertThat(names(panel.chart())).hasSize(3 * 4);
      for (int epoch : List.of(10, 100, 1000)) {
        assertThat(names(panel.chart()))
            .contains(
                "epoch " + epoch,
                "epoch " + epoch + " interval",
                "epoch " + epoch + " noise ceiling",
                "epoch " + epoch + " gradient-dot");
        assertThat(panel.chart().getSeries("epoch " + epoch).getYData()).hasSize(5);
      }
    }
    assertThat(grid.yLabel()).isEqualTo("LDS (mean Spearman over queries)");
    assertThat(grid.legend())
        .extracting(LegendEntry::label)
        .containsExactly(
            "epoch 10", "epoch 100", "epoch 1000", "noise ceiling", "gradient-dot (floor)");
  }

  @Test
  void smallPrintSaysWhatTheResultsSay() {
    assertThat(figure.draw(FakeResults.ladder()).notes())
        .containsExactly(
            "\u03b1 = 0.5 of the training data kept, M = 100 masks, R = 10 retrainings per mask,"
                + " 90 queries. Bars: 95 % bootstrap interval over masks.");
    List<ResultRow> withoutFacts =
        FakeResults.ladder().stream().filter(row -> row.low() != null).toList();
    PanelGrid grid = figure.draw(withoutFacts);
    assertThat(grid.panels()).extracting(Panel::title).containsExactly("1x16", "4x16");
    assertThat(grid.notes())
        .containsExactly(
            "\u03b1 = 0.5 of the training data kept, M = 100 masks."
                + " Bars: bootstrap interval over masks.");
  }

  @Test
  void panelsShareTheirYAxis() {
    List<Panel> panels = figure.draw(FakeResults.ladder()).panels();
    assertThat(panels.get(0).chart().getStyler().getYAxisMin())
        .isEqualTo(panels.get(1).chart().getStyler().getYAxisMin());
    assertThat(panels.get(0).chart().getStyler().getYAxisMax())
        .isEqualTo(panels.get(1).chart().getStyler().getYAxisMax());
  }

  @Test
  void intervalsAreDrawnAsTheyAreAndSideBySide() {
    List<ResultRow> rows =
        List.of(
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                10,
                "GGN",
                0.1,
                "lds",
                0.5,
                0.2,
                0.6,
                100,
                "masks",
                0),
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                100,
                "GGN",
                0.1,
                "lds",
                0.4,
                0.3,
                0.7,
                100,
                "masks",
                0));
    XYChart chart = figure.draw(rows).panels().get(0).chart();
    assertThat(chart.getSeries("epoch 10 interval").getYData())
        .containsExactly(0.2, 0.6, Double.NaN);
    assertThat(chart.getSeries("epoch 10 interval").getXData())
        .containsOnly(chart.getSeries("epoch 10").getXData()[0]);
    assertThat(chart.getSeries("epoch 10").getXData()[0]).isBetween(-0.5, -0.1);
    assertThat(chart.getSeries("epoch 100").getXData()[0]).isBetween(0.1, 0.5);
  }

  @Test
  void missingRungIsLeftOut() {
    List<ResultRow> rows =
        FakeResults.ladder().stream().filter(row -> !row.method().equals("Block-GGN")).toList();
    assertThat(figure.draw(rows).panels().get(0).categories())
        .containsExactly("H", "GGN", "EK-FAC", "K-FAC");
  }

  @Test
  void rungMissingInOneSetupLeavesItsPlaceEmpty() {
    List<ResultRow> rows =
        FakeResults.ladder().stream()
            .filter(row -> !(row.method().equals("H") && row.setup().equals("4x16")))
            .toList();
    PanelGrid grid = figure.draw(rows);
    assertThat(grid.panels().get(1).categories()).isEqualTo(FakeResults.RUNGS);
    assertThat(grid.panels().get(1).chart().getSeries("epoch 10").getYData()).hasSize(4);
  }

  @Test
  void missingCeilingAndFloorAreLeftOut() {
    List<ResultRow> rows =
        FakeResults.ladder().stream()
            .filter(row -> !row.metric().equals("noise-ceiling"))
            .filter(row -> !row.method().equals(FakeResults.FLOOR))
            .toList();
    assertThat(figure.draw(rows).legend())
        .extracting(LegendEntry::label)
        .containsExactly("epoch 10", "epoch 100", "epoch 1000");
  }

  @Test
  void undefinedValueAndMissingIntervalAreNotDrawn() {
    List<ResultRow> rows =
        List.of(
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                10,
                "H",
                1.0,
                "lds",
                Double.NaN,
                null,
                null,
                9,
                "masks",
                9),
            new ResultRow(
                ResultRow.ONLY_SETTING,
                "1x16",
                0.5,
                10,
                "GGN",
                1.0,
                "lds",
                -0.13,
                null,
                null,
                9,
                "masks",
                0));
    PanelGrid grid = figure.draw(rows);
    assertThat(grid.panels().get(0).categories()).containsExactly("GGN");
    assertThat(names(grid.panels().get(0).chart())).containsExactly("epoch 10");
    assertThat(grid.panels().get(0).chart().getStyler().getYAxisMin()).isLessThan(-0.2);
    assertThat(grid.notes()).singleElement().asString().endsWith("Bars: no interval.");
  }

  @Test
  void severalAlphasGetAPanelEach() {
    List<ResultRow> rows = new ArrayList<>();
    for (double alpha : new double[] {0.3, 0.5}) {
      rows.add(
          new ResultRow(
              ResultRow.ONLY_SETTING,
              "1x16",
              alpha,
              10,
              "H",
              1.0,
              "lds",
              0.5,
              0.4,
              0.6,
              9,
              "masks",
              0));
    }
    assertThat(figure.draw(rows).panels())
        .extracting(Panel::title)
        .containsExactly("1x16, \u03b1 = 0.3", "1x16, \u03b1 = 0.5");
  }

  @Test
  void measurementChoosesTheMetrics() {
    assertThat(Metrics.of("loss"))
        .isEqualTo(new Metrics("lds-loss", "lds-curve-loss", "noise-ceiling-loss"));
    LadderFigure margin =
        new LadderFigure(FakeResults.RUNGS, FakeResults.FLOOR, Metrics.of("margin"));
    assertThatThrownBy(() -> margin.draw(FakeResults.ladder()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lds-margin")
        .hasMessageContaining("lds-curve, noise-ceiling");
  }

  @Test
  void emptyAndContradictoryResultsAreRefusedInOneLine() {
    assertThatThrownBy(() -> figure.draw(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "nothing to draw: the results (0 rows) hold no defined value of metric lds;"
                + " metrics there: none");
    ResultRow row = FakeResults.row("1x16", 10, "H", 0.1, "lds", 0.5);
    assertThatThrownBy(() -> figure.draw(List.of(row, row)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "results hold more than one value of lds of H for setting default, setup 1x16,"
                + " alpha 0.5, checkpoint 10");
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
  }
}
