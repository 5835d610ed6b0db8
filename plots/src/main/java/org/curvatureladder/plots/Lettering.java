package org.curvatureladder.plots;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;

/**
 * Draws text as outlines, as XChart does: an SVG then looks the same whatever fonts its viewer has.
 * Positions are the left, middle or right end of the baseline.
 */
final class Lettering {
  /** Angle of slanted text, in radians. */
  static final double SLANT = Math.toRadians(35);

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private final Graphics2D graphics;

  Lettering(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** Width of a text in pixels. */
  static double width(String text, Font font) {
    return new TextLayout(text, font, CONTEXT).getAdvance();
  }

  void left(String text, Font font, double x, double y) {
    draw(text, font, x, y, 0);
  }

  void centred(String text, Font font, double x, double y) {
    draw(text, font, x - width(text, font) / 2, y, 0);
  }

  /** Rises to the right and ends at (x, y). */
  void slantedUpTo(String text, Font font, double x, double y) {
    double length = width(text, font);
    draw(text, font, x - length * Math.cos(SLANT), y + length * Math.sin(SLANT), -SLANT);
  }

  /** Reads upwards, its middle at (x, y). */
  void upright(String text, Font font, double x, double y) {
    draw(text, font, x, y + width(text, font) / 2, -Math.PI / 2);
  }

  private void draw(String text, Font font, double x, double y, double angle) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(angle);
    graphics.fill(new TextLayout(text, font, CONTEXT).getOutline(place));
  }
}
