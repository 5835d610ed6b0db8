package org.curvatureladder.evaluation;

import java.util.List;

/**
 * The damping chosen on the selection half of the queries, and what it gives on the reporting half.
 *
 * @param damping the chosen value
 * @param reported LDS of the chosen value on the reporting half
 * @param curve every candidate, in ascending order of damping
 */
public record DampingChoice(double damping, LdsEstimate reported, List<Point> curve) {
  /** Copies the curve. */
  public DampingChoice {
    curve = List.copyOf(curve);
  }

  /**
   * One candidate.
   *
   * @param damping its value
   * @param selection LDS on the selection half: what the choice is made by; NaN if undefined
   * @param reporting LDS with interval on the reporting half: what is shown, never chosen by
   */
  public record Point(double damping, double selection, LdsEstimate reporting) {}
}
