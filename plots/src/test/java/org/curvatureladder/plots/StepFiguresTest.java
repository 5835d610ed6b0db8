package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.recipe.Axis;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The figures of matrix errors and LDS losses of the steps. */
class StepFiguresTest {
  private static final List<String> STEPS = TrainedLadder.STEPS;

  private final StepErrorFigure errors =
      new StepErrorFigure(Axis.EPOCH, STEPS, StepMetrics.plain());
  private final StepLossFigure losses = new StepLossFigure(STEPS, StepMetrics.plain());

  @Test
  void stepsAreNamedAndLabelled() {
    assertThat(STEPS)
        .containsExactly("H->GGN", "GGN->Block-GGN", "Block-GGN->EK-FAC", "EK-FAC->K-FAC");
    assertThat(StepMetrics.label(STEPS.get(0))).isEqualTo("H \u2192 GGN");
  }

  @Test
  void oneLinePerStepWithTheStoredErrors() {
    TrainedLadder trained = TrainedLadder.small();
    PanelGrid grid = errors.lines(trained.rows);
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly("2x5, P = 83", "1x6, P = 63");
    Panel panel = grid.panels().get(0);
    assertThat(panel.categories()).containsExactly("1", "20");
    assertThat(names(panel.chart())).isEqualTo(STEPS);
    for (String step : STEPS) {
      double[] stored =
          trained.rows.stream()
              .filter(row -> row.setup().equals("2x5") && row.metric().equals("step-error"))
              .filter(row -> row.method().equals(step))
              .mapToDouble(ResultRow::value)
              .toArray();
      assertThat(panel.chart().getSeries(step).getYData()).containsExactly(stored);
    }
    assertThat(grid.description()).contains("epoch 20, EK-FAC->K-FAC: ");
    assertThat(grid.legend()).extracting(LegendEntry::label).contains("GGN \u2192 Block-GGN");
  }

  @Test
  void stacksOfSharesReachOneAndTheCheckIsPrinted() {
    PanelGrid grid = errors.shares(TrainedLadder.small().rows);
    for (Panel panel : grid.panels()) {
      assertThat(names(panel.chart())).hasSize(3 * 2);
      double below = 0;
      for (String step : STEPS.subList(1, 4)) {
        double[] y = panel.chart().getSeries(step + " 20").getYData();
        assertThat(y[0]).isCloseTo(below, within(1e-12));
        below = y[1];
      }
      assertThat(below).isCloseTo(1, within(1e-9));
    }
    assertThat(grid.notes().get(1)).matches(".*Pythagoras check, largest deviation from 1: .e-1.*");
    assertThat(grid.legend()).hasSize(3);
    List<ResultRow> unchecked =
        TrainedLadder.small().rows.stream()
            .filter(row -> !row.metric().equals("step-error-cross-share"))
            .toList();
    assertThat(errors.shares(unchecked).notes()).hasSize(1);
  }

  @Test
  void sameStepHasTheSameColourInBothFigures() {
    List<ResultRow> rows = TrainedLadder.small().rows;
    assertThat(errors.shares(rows).legend().get(0).color())
        .isEqualTo(errors.lines(rows).legend().get(1).color());
  }

  @Test
  void lossesAreBarsFromZeroWithTheirIntervals() {
    PanelGrid grid = losses.draw(TrainedLadder.losses());
    XYChart chart = grid.panels().get(1).chart();
    assertThat(grid.panels().get(0).categories()).contains("EK-FAC \u2192 K-FAC");
    assertThat(names(chart)).hasSize(3 * (4 + 2));
    double loss = chart.getSeries("epoch 100").getYData()[1];
    double[] bar = chart.getSeries("epoch 100 GGN->Block-GGN").getYData();
    assertThat(bar).containsExactly(0, loss, loss, 0, 0);
    assertThat(Arrays.copyOf(chart.getSeries("epoch 100 interval").getYData(), 6))
        .contains(loss - 0.011, loss + 0.013);
    assertThat(chart.getSeries("epoch 100").getXData()[1])
        .isBetween(
            chart.getSeries("epoch 100 GGN->Block-GGN").getXData()[0],
            chart.getSeries("epoch 100 GGN->Block-GGN").getXData()[2]);
    assertThat(chart.getStyler().getYAxisMin()).as("a gain is below zero").isLessThan(-0.04);
    assertThat(grid.notes().get(1)).contains("bootstrap interval over masks of the difference");
  }

  @Test
  void missingStepsLeaveGapsAndNothingAtAllIsRefused() {
    List<ResultRow> rows = new ArrayList<>(TrainedLadder.losses());
    rows.removeIf(row -> row.method().equals("H->GGN"));
    rows.removeIf(row -> row.setup().equals("4x16") && row.method().equals("EK-FAC->K-FAC"));
    PanelGrid grid = losses.draw(rows);
    assertThat(grid.panels().get(0).categories()).hasSize(3);
    assertThat(grid.panels().get(1).chart().getSeries("epoch 10").getYData()).hasSize(2);
    assertThatThrownBy(() -> losses.draw(TrainedLadder.small().rows))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lds-step");
    assertThatThrownBy(() -> errors.shares(TrainedLadder.losses()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step-error-share");
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
  }
}
