package org.curvatureladder.plots;

import org.curvatureladder.verdict.RowNames;

/**
 * The metrics of a results file that the figures of steps draw. The method of such a row is the
 * step, for instance {@code GGN->Block-GGN}.
 *
 * @param error ||A - B||_F relative to the norm of the top rung
 * @param share part of the squared error between GGN and the bottom rung
 * @param check what the shares leave of 1: the Pythagoras check, one per setup and checkpoint
 * @param loss LDS of the upper rung minus LDS of the lower, with its paired interval
 */
public record StepMetrics(String error, String share, String check, String loss) {
  /**
   * The names without a measurement: {@code step-error}, {@code step-error-share}, {@code
   * step-error-cross-share}, {@code lds-step}.
   */
  public static StepMetrics plain() {
    return new StepMetrics(
        "step-error", RowNames.STEP_ERROR_SHARE, "step-error-cross-share", RowNames.LDS_STEP);
  }

  /** The name of a step in the column {@code method}. */
  public static String step(String from, String to) {
    return RowNames.step(from, to);
  }

  /** The step as it is written in figures. */
  static String label(String step) {
    return step.replace("->", " \u2192 ");
  }
}
