package org.curvatureladder.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.XYStyler;

/**
 * One set of axes with its title.
 *
 * @param title drawn above the axes
 * @param chart what is inside the axes; its own title and legend are off
 * @param categories names at x = 0, 1, 2, ...; empty if the chart has its own x ticks
 */
record Panel(String title, XYChart chart, List<String> categories) {
  private static final int TITLE_HEIGHT = 30;
  private static final int CATEGORY_HEIGHT = 22;

  /** Copies the names. */
  Panel {
    categories = List.copyOf(categories);
  }

  /** Empty axes in the house style: no frame, horizontal grid lines, no legend of their own. */
  static XYChart axes(AxisRange y) {
    XYChart chart = new XYChartBuilder().build();
    XYStyler style = chart.getStyler();
    style.setLegendVisible(false);
    style.setChartTitleVisible(false);
    style.setAxisTitlesVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotGridLinesColor(Look.GRID);
    style.setPlotGridLinesStroke(Look.SOLID);
    style.setPlotTicksMarksVisible(false);
    style.setAxisTicksLineVisible(false);
    style.setAxisTicksMarksVisible(false);
    style.setAxisTickPadding(6);
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    style.setAxisTickLabelsColor(Look.INK);
    style.setPlotContentSize(1);
    style.setPlotMargin(0);
    style.setChartPadding(6);
    style.setMarkerSize(8);
    // A tick exactly on the edge of the axes would lose its label.
    double pad = 0.02 * (y.high() - y.low());
    style.setYAxisMin(y.low() - pad);
    style.setYAxisMax(y.high() + pad);
    style.setYAxisDecimalPattern("0.0");
    style.setYAxisTickMarkSpacingHint(32);
    return chart;
  }

  /** Whether the title fits into a panel of a width in the usual font. */
  boolean titleFits(int width) {
    return Lettering.width(title, Look.PANEL_TITLE) < width - 20;
  }

  /** Paints the panel into the rectangle (x, y, width, height). */
  void paint(Graphics2D g, int x, int y, int width, int height, Font titleFont) {
    int below = heightBelow(width);
    AffineTransform before = g.getTransform();
    g.translate(x, y + TITLE_HEIGHT);
    chart.paint(g, width, height - TITLE_HEIGHT - below);
    g.setTransform(before);

    Lettering letters = new Lettering(g);
    g.setColor(Look.INK);
    double middle = x + (chart.getYAxisLeftWidth() + width) / 2;
    letters.centred(title, titleFont, middle, y + 22.0);
    double baseline = y + height - below + 8.0;
    for (int k = 0; k < categories.size(); k++) {
      double centre = x + chart.getScreenXFromChart(k);
      if (slanted(width)) {
        letters.slantedUpTo(categories.get(k), Look.LABEL, centre + 8, baseline);
      } else {
        letters.centred(categories.get(k), Look.LABEL, centre, baseline + 4);
      }
    }
  }

  private int heightBelow(int width) {
    if (categories.isEmpty()) {
      return 0;
    }
    if (!slanted(width)) {
      return CATEGORY_HEIGHT;
    }
    double longest =
        categories.stream().mapToDouble(name -> Lettering.width(name, Look.LABEL)).max().orElse(0);
    return CATEGORY_HEIGHT + (int) Math.ceil(longest * Math.sin(Lettering.SLANT));
  }

  /** Names that do not fit side by side are written at a slant. */
  private boolean slanted(int width) {
    double slot = (width - 50.0) / categories.size();
    return categories.stream().anyMatch(name -> Lettering.width(name, Look.LABEL) > slot - 4);
  }
}
