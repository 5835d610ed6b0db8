package org.curvatureladder.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleDown;
import org.knowm.xchart.style.markers.TriangleUp;

/**
 * Colour and marker of one kind of thing in a figure, and what all figures share.
 *
 * <p>Colours are Okabe and Ito's, which people with any colour vision tell apart; markers differ as
 * well, so that a figure survives a grey printer.
 *
 * @param color its colour
 * @param marker its marker
 */
record Look(Color color, Marker marker) {
  static final Color INK = new Color(0x222222);
  static final Color QUIET = new Color(0x5A5A5A);
  static final Color GRID = new Color(0xE3E3E3);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font PANEL_TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  static final BasicStroke SOLID = stroke(1.4f);
  static final BasicStroke INTERVAL = stroke(2f);

  /** The sample of a filled area in a legend. */
  static final BasicStroke BLOCK = stroke(12f);

  static final BasicStroke DASHED = stroke(1.5f, 7f, 4f);
  static final BasicStroke DOTTED = stroke(1.7f, 1.7f, 3.4f);

  private static final List<Look> LOOKS =
      List.of(
          new Look(new Color(0x0072B2), new Circle()),
          new Look(new Color(0xD55E00), new Square()),
          new Look(new Color(0x009E73), new TriangleUp()),
          new Look(new Color(0xCC79A7), new Diamond()),
          new Look(new Color(0xE69F00), new TriangleDown()),
          new Look(new Color(0x56B4E9), new Circle()),
          new Look(new Color(0x000000), new Square()));

  /** The look of the k-th thing; after seven they repeat. */
  static Look of(int k) {
    return LOOKS.get(k % LOOKS.size());
  }

  /** The colour mixed with white: for areas behind marks of the colour itself. */
  Color pale() {
    return new Color(
        255 - (255 - color.getRed()) / 2,
        255 - (255 - color.getGreen()) / 2,
        255 - (255 - color.getBlue()) / 2);
  }

  private static BasicStroke stroke(float width, float... dash) {
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        10f,
        dash.length == 0 ? null : dash,
        0f);
  }
}
