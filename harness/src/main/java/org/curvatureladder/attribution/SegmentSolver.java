package org.curvatureladder.attribution;

import org.curvatureladder.linalg.DenseMatrix;

/**
 * (G_l + I / (eta_l K_l))^-1 v at a segment of a training: builds what it needs at {@link
 * Segment#averageTheta} with the damping {@link Segment#damping}, solves with any {@link
 * org.curvatureladder.ihvp.IhvpSolver}, and closes what it has built.
 */
@FunctionalInterface
public interface SegmentSolver {

  /**
   * Solves for every row v.
   *
   * @param vectors k x P
   * @return k x P, the caller's to close
   * @throws ArithmeticException if there is no solution, saying why
   */
  DenseMatrix solve(Segment segment, DenseMatrix vectors);
}
