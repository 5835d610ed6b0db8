package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.plots.SolverFigure.Against;
import org.curvatureladder.plots.SolverFigure.Group;
import org.curvatureladder.plots.SolverFigure.Quantity;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class SolverFigureTest {
  private static final Quantity LDS = new Quantity("Quality", "lds", "LDS", false);
  private static final Quantity GAP = new Quantity("Distance", "objective-gap", "gap", true);
  private static final List<Group> ONE = List.of(new Group("", List.of("ASTRA", "SNI", "exact")));

  @Test
  void oneLinePerSolverAndALevelForWhatHasNoIterates() {
    PanelGrid grid = new SolverFigure(Against.ITERATION, LDS, ONE).draw(results());
    assertThat(grid.panels()).extracting(Panel::title).containsExactly("3x128");
    XYChart chart = grid.panels().get(0).chart();
    assertThat(chart.getSeries("ASTRA line").getYData()).containsExactly(0.3, 0.4, 0.5);
    assertThat(chart.getSeries("exact line").getXData()).containsExactly(0, 200);
    assertThat(chart.getSeries("exact line").getYData()).containsExactly(0.6, 0.6);
    assertThat(grid.legend())
        .extracting(LegendEntry::label)
        .containsExactly("ASTRA", "SNI", "exact");
    assertThat(grid.description()).contains("ASTRA@200: 0.5");
  }

  @Test
  void againstTheTimeEveryIterateStandsAtItsSeconds() {
    PanelGrid grid = new SolverFigure(Against.SECONDS, GAP, ONE).draw(results());
    XYChart chart = grid.panels().get(0).chart();
    assertThat(chart.getSeries("ASTRA line").getXData()).containsExactly(1, 11, 201);
    assertThat(chart.getSeries("ASTRA line").getYData()).containsExactly(1, 0.1, 0.01);
    assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
    assertThat(chart.getStyler().isYAxisLogarithmic()).isTrue();
    // The exact solution has no distance that a logarithmic axis could show.
    assertThat(chart.getSeries("exact line")).isNull();
  }

  @Test
  void groupsArePanelsAndTheirNamesLeaveTheLegend() {
    List<ResultRow> rows = new ArrayList<>();
    for (String solver : List.of("ASTRA", "SNI")) {
      rows.add(row(solver + " above 1e-2@0", "lds", 0.1));
      rows.add(row(solver + " above 1e-2@50", "lds", 0.2));
    }
    List<Group> groups =
        List.of(
            new Group("ASTRA", List.of("ASTRA above 1e-2")),
            new Group("SNI", List.of("SNI above 1e-2")));
    PanelGrid grid = new SolverFigure(Against.ITERATION, LDS, groups).draw(rows);
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly("3x128: ASTRA", "3x128: SNI");
    assertThat(grid.legend()).extracting(LegendEntry::label).containsExactly("above 1e-2");
  }

  @Test
  void resultsWithoutTheQuantityAreRefused() {
    assertThatThrownBy(
            () ->
                new SolverFigure(Against.ITERATION, GAP, ONE)
                    .draw(List.of(row("ASTRA@5", "lds", 1))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("objective-gap");
  }

  private static List<ResultRow> results() {
    List<ResultRow> rows = new ArrayList<>();
    int[] iterations = {0, 10, 200};
    for (String solver : List.of("ASTRA", "SNI")) {
      for (int k = 0; k < iterations.length; k++) {
        String method = solver + "@" + iterations[k];
        rows.add(row(method, "lds", (3 + k) / 10.0));
        rows.add(row(method, "objective-gap", Math.pow(10, -k)));
        rows.add(row(method, "seconds", 1 + iterations[k]));
      }
    }
    rows.add(row("exact", "lds", 0.6));
    rows.add(row("exact", "objective-gap", 0));
    rows.add(row("exact", "seconds", 3));
    return rows;
  }

  private static ResultRow row(String method, String metric, double value) {
    return AttributionFigureTest.row("concrete", method, metric, value);
  }
}
