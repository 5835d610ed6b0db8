package org.curvatureladder.ihvp;

import org.curvatureladder.linalg.DenseMatrix;

/** Computes (C + lambda I)^-1 v for a curvature C and a damping lambda. */
public interface IhvpSolver {

  /** The curvature and the way of solving, for results: {@code EK-FAC} for a direct solve. */
  String name();

  /** lambda. */
  double damping();

  /**
   * (C + lambda I)^-1 v for every row v: k x P, the caller's to close.
   *
   * @throws ArithmeticException if there is no solution, saying why
   */
  DenseMatrix solve(DenseMatrix vectors);
}
