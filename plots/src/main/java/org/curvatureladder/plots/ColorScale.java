package org.curvatureladder.plots;

import java.awt.Color;

/**
 * Dark to light, even in lightness and readable with any colour vision: straight lines between nine
 * points of matplotlib's "magma" (Smith and van der Walt 2015, public domain).
 */
final class ColorScale {
  private static final int[] POINTS = {
    0x000004, 0x1D1147, 0x51127C, 0x832681, 0xB73779, 0xE75263, 0xFC8961, 0xFEC488, 0xFCFDBF
  };

  private ColorScale() {}

  /** The colour at a share of the way from the darkest (0) to the lightest (1). */
  static Color at(double share) {
    double place = Math.max(0, Math.min(1, share)) * (POINTS.length - 1);
    int k = Math.min((int) place, POINTS.length - 2);
    double part = place - k;
    return new Color(mix(k, part, 16), mix(k, part, 8), mix(k, part, 0));
  }

  private static int mix(int k, double part, int shift) {
    int from = POINTS[k] >> shift & 0xFF;
    int to = POINTS[k + 1] >> shift & 0xFF;
    return (int) Math.round(from + part * (to - from));
  }
}
