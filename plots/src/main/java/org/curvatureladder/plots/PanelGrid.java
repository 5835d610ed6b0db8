package org.curvatureladder.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole figure: panels side by side in rows, one title above, one legend and one note below.
 *
 * @param title what the figure shows
 * @param xLabel label of all x axes, with unit
 * @param yLabel label of all y axes, with unit
 * @param panels in reading order
 * @param columns panels per row
 * @param panelHeight height of a panel in pixels
 * @param legend shared by all panels
 * @param notes small print, one entry a line
 * @param description what is drawn, in words: goes into the SVG for readers who cannot see it
 */
public record PanelGrid(
    String title,
    String xLabel,
    String yLabel,
    List<Panel> panels,
    int columns,
    int panelHeight,
    List<LegendEntry> legend,
    List<String> notes,
    String description)
    implements Figure {

  private static final int TOP = 40;
  private static final int LEFT = 30;
  private static final int RIGHT = 10;
  private static final int X_LABEL_HEIGHT = 24;
  private static final int LEGEND_ROW_HEIGHT = 22;
  private static final int NOTE_HEIGHT = 16;
  private static final int SAMPLE_WIDTH = 30;
  private static final int SAMPLE_GAP = 7;
  private static final int ENTRY_GAP = 24;
  private static final int MARKER_SIZE = 9;

  /** Copies the lists. */
  public PanelGrid {
    panels = List.copyOf(panels);
    legend = List.copyOf(legend);
    notes = List.copyOf(notes);
  }

  @Override
  public int height() {
    return TOP
        + rows() * panelHeight
        + X_LABEL_HEIGHT
        + legendRows().size() * LEGEND_ROW_HEIGHT
        + notes.size() * NOTE_HEIGHT
        + 14;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, height());
    int used = Math.min(columns, panels.size());
    int panelWidth = (WIDTH - LEFT - RIGHT) / used;
    Font titles =
        panels.stream().allMatch(panel -> panel.titleFits(panelWidth))
            ? Look.PANEL_TITLE
            : Look.LABEL;
    for (int k = 0; k < panels.size(); k++) {
      int x = LEFT + k % used * panelWidth;
      panels.get(k).paint(g, x, TOP + k / used * panelHeight, panelWidth, panelHeight, titles);
    }
    Lettering letters = new Lettering(g);
    g.setColor(Look.INK);
    letters.left(title, Look.TITLE, LEFT / 2.0, 25);
    double y = TOP;
    for (int row = 0; row < rows(); row++) {
      letters.upright(yLabel, Look.LABEL, 20, y + panelHeight / 2.0);
      y += panelHeight;
    }
    letters.centred(xLabel, Look.LABEL, LEFT + (WIDTH - LEFT - RIGHT) / 2.0 + 15, y + 12);
    y += X_LABEL_HEIGHT;
    for (List<LegendEntry> row : legendRows()) {
      paintLegendRow(g, row, y + LEGEND_ROW_HEIGHT / 2.0);
      y += LEGEND_ROW_HEIGHT;
    }
    g.setColor(Look.QUIET);
    y += 4;
    for (String note : notes) {
      letters.left(note, Look.NOTE, LEFT / 2.0, y + 12);
      y += NOTE_HEIGHT;
    }
  }

  private int rows() {
    int used = Math.min(columns, panels.size());
    return (panels.size() + used - 1) / used;
  }

  private void paintLegendRow(Graphics2D g, List<LegendEntry> row, double middle) {
    double total = row.stream().mapToDouble(PanelGrid::width).sum() - ENTRY_GAP;
    double x = (WIDTH - total) / 2;
    for (LegendEntry entry : row) {
      g.setColor(entry.color());
      if (entry.stroke() != null) {
        g.setStroke(entry.stroke());
        g.draw(new Line2D.Double(x, middle, x + SAMPLE_WIDTH, middle));
      }
      if (entry.marker() != null) {
        entry.marker().paint(g, x + SAMPLE_WIDTH / 2.0, middle, MARKER_SIZE);
      }
      g.setColor(Look.INK);
      new Lettering(g).left(entry.label(), Look.LABEL, x + SAMPLE_WIDTH + SAMPLE_GAP, middle + 4);
      x += width(entry);
    }
  }

  /** The legend, broken into rows that fit the width. */
  private List<List<LegendEntry>> legendRows() {
    List<List<LegendEntry>> rows = new ArrayList<>();
    double left = 0;
    for (LegendEntry entry : legend) {
      if (rows.isEmpty() || width(entry) > left) {
        rows.add(new ArrayList<>());
        left = WIDTH - LEFT - RIGHT + ENTRY_GAP;
      }
      rows.get(rows.size() - 1).add(entry);
      left -= width(entry);
    }
    return rows;
  }

  private static double width(LegendEntry entry) {
    return SAMPLE_WIDTH + SAMPLE_GAP + Lettering.width(entry.label(), Look.LABEL) + ENTRY_GAP;
  }
}
