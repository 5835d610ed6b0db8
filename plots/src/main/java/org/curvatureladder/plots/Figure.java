package org.curvatureladder.plots;

import java.awt.Graphics2D;

/** Anything that can be written as a figure: {@link #WIDTH} pixels wide, painted on white. */
public interface Figure {
  /** Width of every figure in pixels: that of a README. */
  int WIDTH = 900;

  /** What the figure shows. */
  String title();

  /** What is drawn, in words: goes into the SVG for readers who cannot see it. */
  String description();

  /** Height in pixels. */
  int height();

  /** Paints the figure with its upper left corner at the origin. */
  void paint(Graphics2D g);
}
