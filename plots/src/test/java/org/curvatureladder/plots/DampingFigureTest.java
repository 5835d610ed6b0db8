package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class DampingFigureTest {
  private final DampingFigure figure = new DampingFigure(FakeResults.RUNGS, Metrics.plain());

  @Test
  void onePanelPerSetupAndTrainingTimeWithACurveAndAMarkPerRung() {
    PanelGrid grid = figure.draw(FakeResults.ladder());
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly(
            "1x16, P = 1,210, epoch 10",
            "1x16, P = 1,210, epoch 100",
            "1x16, P = 1,210, epoch 1000",
            "4x16, P = 2,026, epoch 10",
            "4x16, P = 2,026, epoch 100",
            "4x16, P = 2,026, epoch 1000");
    for (Panel panel : grid.panels()) {
      for (String rung : FakeResults.RUNGS) {
        assertThat(names(panel.chart())).contains(rung, rung + " curve");
        assertThat(panel.chart().getSeries(rung + " curve").getXData()).hasSize(9).isSorted();
        assertThat(panel.chart().getSeries(rung).getXData()).hasSize(1);
      }
    }
    assertThat(grid.legend()).extracting(LegendEntry::label).isEqualTo(FakeResults.RUNGS);
    assertThat(grid.notes().get(1))
        .isEqualTo(
            "Marked: the damping chosen on the other half of the queries, with its 95 % bootstrap"
                + " interval over masks.");
  }

  @Test
  void markStandsAtTheChosenDamping() {
    List<ResultRow> rows =
        List.of(
            FakeResults.row("1x16", 10, "GGN", 1e-2, "lds-curve", 0.4),
            FakeResults.row("1x16", 10, "GGN", 1e-4, "lds-curve", 0.6),
            FakeResults.row("1x16", 10, "GGN", 1e-2, "lds", 0.4));
    XYChart chart = figure.draw(rows).panels().get(0).chart();
    assertThat(chart.getSeries("GGN").getXData()).containsExactly(1e-2);
    assertThat(chart.getSeries("GGN curve").getYData()).containsExactly(0.6, 0.4);
    assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
  }

  @Test
  void missingRungAndMissingChoiceAreLeftOut() {
    List<ResultRow> rows = List.of(FakeResults.row("1x16", 10, "H", 1e-2, "lds-curve", 0.4));
    PanelGrid grid = figure.draw(rows);
    assertThat(names(grid.panels().get(0).chart())).containsExactly("H curve");
    assertThat(grid.legend()).extracting(LegendEntry::label).containsExactly("H");
  }

  @Test
  void resultsWithoutACurveAreRefused() {
    assertThatThrownBy(
            () -> figure.draw(List.of(FakeResults.row("1x16", 10, "H", 1e-2, "lds", 0.4))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lds-curve");
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
  }
}
