package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class AttributionFigureTest {
  private static final List<String> METHODS = List.of("gradient-dot", "EK-FAC-IF", "ASTRA-IF");
  private final AttributionFigure figure = new AttributionFigure(METHODS, Metrics.plain());

  @Test
  void onePanelPerSettingWithBarsForOneModelAndForTheEnsemble() {
    PanelGrid grid = figure.draw(results());
    assertThat(grid.panels()).extracting(Panel::title).containsExactly("concrete", "fashion");
    XYChart chart = grid.panels().get(0).chart();
    assertThat(grid.panels().get(0).categories()).isEqualTo(METHODS);
    assertThat(chart.getSeries("single model").getYData()).containsExactly(0.1, 0.2, 0.3);
    assertThat(chart.getSeries("ensemble").getYData()).containsExactly(0.2, 0.3, 0.4);
    assertThat(chart.getSeries("noise ceiling").getYData()).containsExactly(0.8, 0.8);
    assertThat(grid.legend())
        .extracting(LegendEntry::label)
        .containsExactly("single model", "ensemble of 10 models", "noise ceiling");
    assertThat(grid.description()).contains("ensemble ASTRA-IF: 0.400");
  }

  @Test
  void withoutEnsemblesThereAreSingleModelsOnly() {
    PanelGrid grid = figure.draw(List.of(row("concrete", "ASTRA-IF", "lds", 0.3)));
    assertThat(grid.panels().get(0).categories()).containsExactly("ASTRA-IF");
    assertThat(grid.legend()).extracting(LegendEntry::label).containsExactly("single model");
  }

  @Test
  void resultsOfOtherMethodsAreRefused() {
    assertThatThrownBy(() -> figure.draw(List.of(row("concrete", "GGN", "lds", 0.3))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lds");
  }

  private static List<ResultRow> results() {
    List<ResultRow> rows = new ArrayList<>();
    for (String setting : List.of("concrete", "fashion")) {
      rows.add(row(setting, "retraining", "noise-ceiling", 0.8));
      rows.add(row(setting, "retraining", "parameters", 34305));
      for (int k = 0; k < METHODS.size(); k++) {
        rows.add(row(setting, METHODS.get(k), "lds", (k + 1) / 10.0));
        rows.add(row(setting, METHODS.get(k) + " x10", "lds", (k + 2) / 10.0));
      }
    }
    return rows;
  }

  static ResultRow row(String setting, String method, String metric, double value) {
    return new ResultRow(
        setting,
        "3x128",
        0.5,
        20,
        method,
        null,
        metric,
        value,
        value - 0.01,
        value + 0.02,
        100,
        "masks",
        0);
  }
}
