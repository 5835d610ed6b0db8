package org.curvatureladder.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.BlockRow;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The figures of spectra, their alignment and the overlap by layer. */
class SpectrumFiguresTest {
  private static final List<String> RUNGS = TrainedLadder.RUNGS;
  private static final List<Spectrum> TWO =
      List.of(
          Spectrum.of(
              ResultRow.ONLY_SETTING,
              "a",
              1,
              "GGN",
              Spectrum.WHOLE,
              new double[] {100, 10, 1, 1e-30},
              10),
          Spectrum.of(
              ResultRow.ONLY_SETTING,
              "a",
              1,
              "H",
              Spectrum.WHOLE,
              new double[] {200, 5, -2, -30},
              10));

  @Test
  void positiveAndNegativeEigenvaluesStandAtTheirRanks() {
    PanelGrid grid = new SpectrumFigure(RUNGS, Spectrum.WHOLE).draw(TWO);
    XYChart chart = grid.panels().get(0).chart();
    double nan = Double.NaN;
    assertThat(chart.getSeries("H").getXData()).containsExactly(1, 2, 3, 4);
    assertThat(chart.getSeries("H").getYData()).containsExactly(200, 5, nan, nan);
    assertThat(chart.getSeries("H negative").getYData()).containsExactly(nan, nan, 2, 30);
    assertThat(chart.getSeries("GGN").getYData()).containsExactly(100, 10, 1, nan);
    assertThat(names(chart)).doesNotContain("GGN negative");
    assertThat(chart.getStyler().isYAxisLogarithmic()).isTrue();
    assertThat(grid.legend())
        .extracting(LegendEntry::label)
        .containsExactly("H", "GGN", "size of negative ones");
    assertThat(grid.notes().get(0)).endsWith("sizes below 1e-9.");
  }

  @Test
  void everyRungSetupAndTrainingTimeIsDrawn() {
    PanelGrid grid = new SpectrumFigure(RUNGS, Spectrum.WHOLE).draw(TrainedLadder.small().spectra);
    assertThat(grid.panels())
        .extracting(Panel::title)
        .containsExactly("2x5, epoch 1", "2x5, epoch 20", "1x6, epoch 1", "1x6, epoch 20");
    assertThat(grid.columns()).as("a row is a setup").isEqualTo(2);
    for (Panel panel : grid.panels()) {
      assertThat(names(panel.chart())).containsAll(RUNGS);
    }
    assertThat(grid.description()).contains("K-FAC from ");
  }

  @Test
  void pairsAreMatchedByRankAndUndrawableOnesLeftOut() {
    XYChart chart =
        new AlignmentFigure("GGN", RUNGS, Spectrum.WHOLE).draw(TWO).panels().get(0).chart();
    assertThat(chart.getSeries("H").getXData()).containsExactly(100, 10);
    assertThat(chart.getSeries("H").getYData()).containsExactly(200, 5);
    assertThat(names(chart)).doesNotContain("GGN");
    assertThat(chart.getSeries("equal").getXData())
        .containsExactly(chart.getSeries("equal").getYData());
    assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
  }

  @Test
  void spectraStoredAtOtherRanksAreNotPaired() {
    List<Spectrum> spectra =
        List.of(
            TWO.get(0),
            new Spectrum(
                ResultRow.ONLY_SETTING,
                "a",
                1,
                "H",
                Spectrum.WHOLE,
                new int[] {1, 4},
                new double[] {9, 8}));
    PanelGrid grid = new AlignmentFigure("GGN", RUNGS, Spectrum.WHOLE).draw(spectra);
    assertThat(names(grid.panels().get(0).chart())).doesNotContain("H");
    assertThat(grid.description()).contains("H 0 pairs");
  }

  @Test
  void missingBlocksAreRefusedByName() {
    assertThatThrownBy(() -> new SpectrumFigure(RUNGS, "3").draw(TWO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("block 3 of none of H, GGN");
    assertThatThrownBy(() -> new AlignmentFigure("K-FAC", RUNGS, Spectrum.WHOLE).draw(TWO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("K-FAC");
  }

  @Test
  void overlapHasAColumnPerMetricAndALinePerRung() {
    TrainedLadder trained = TrainedLadder.small();
    PanelGrid grid =
        new OverlapFigure("2x5", "Block-GGN", RUNGS, TrainedLadder.OVERLAPS).draw(trained.blocks);
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(grid.panels()).hasSize(2 * 3);
    Panel panel = grid.panels().get(1);
    assertThat(panel.title()).isEqualTo("epoch 1, basis, k = 3");
    assertThat(panel.categories()).containsExactly("1", "2", "3");
    assertThat(names(panel.chart())).containsExactly("H", "EK-FAC", "K-FAC");
    double[] stored =
        trained.blocks.stream()
            .filter(row -> row.setup().equals("2x5") && row.checkpoint() == 1)
            .filter(row -> row.method().equals("H") && row.metric().equals("eigenbasis-overlap-3"))
            .mapToDouble(BlockRow::value)
            .toArray();
    assertThat(panel.chart().getSeries("H").getYData()).containsExactly(stored);
    assertThat(panel.chart().getStyler().getYAxisMax()).isLessThan(1.1);
  }

  @Test
  void anEigenvalueOverlapFarBelowZeroIsDrawnAtTheEdgeAndSaid() {
    List<BlockRow> rows =
        List.of(
            new BlockRow("default", "a", 1, "Block-GGN", "H", 1, "eigenvalue-overlap", -12000),
            new BlockRow("default", "a", 1, "Block-GGN", "H", 2, "eigenvalue-overlap", 0.5));
    PanelGrid grid = new OverlapFigure("a", "Block-GGN", RUNGS, TrainedLadder.OVERLAPS).draw(rows);
    assertThat(grid.panels().get(0).chart().getSeries("H").getYData()).containsExactly(-1, 0.5);
    assertThat(grid.notes().get(0)).endsWith("Values below -1 are drawn at -1.");
    assertThat(grid.description()).contains("-12000");
  }

  @Test
  void overlapsWithAnotherReferenceAreNotDrawn() {
    OverlapFigure figure = new OverlapFigure("2x5", "GGN", RUNGS, TrainedLadder.OVERLAPS);
    assertThatThrownBy(() -> figure.draw(TrainedLadder.small().blocks))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("against GGN");
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
  }
}
