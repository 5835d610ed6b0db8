package org.curvatureladder.ihvp;

import java.util.Arrays;

/**
 * Where a solver stood, one number per right-hand side.
 *
 * @param repeat number of the run
 * @param iteration iterations done
 * @param objectives h(theta) = 1/2 theta'(C + lambda I) theta - v'theta, smallest at the solution
 * @param residuals ||(C + lambda I) theta - v||
 * @param norms ||theta||
 */
public record IterationRecord(
    int repeat, int iteration, double[] objectives, double[] residuals, double[] norms) {

  /** Mean of h over the right-hand sides. */
  public double meanObjective() {
    return mean(objectives);
  }

  /** Mean residual norm over the right-hand sides. */
  public double meanResidual() {
    return mean(residuals);
  }

  /** Mean norm over the right-hand sides. */
  public double meanNorm() {
    return mean(norms);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
