package org.curvatureladder.net;

/** What is measured at a query point, the f of the influence score. */
public enum Measurement {
  /** The example's loss, logsumexp(z) - z_t or 1/2 ||z - y||^2. */
  LOSS,
  /**
   * The classification margin log p_t - log(1 - p_t) = z_t - logsumexp of the other logits, which
   * does not overflow on a converged model. Undefined (NaN) for regression.
   */
  MARGIN,
  /**
   * The error of a regression, ||z - y||, which is |z - y| for one output: sqrt(2 loss). Its
   * gradient is that of the output times the sign of the error, and 0 at the kink z = y. Undefined
   * (NaN) for classification.
   */
  ABSOLUTE_ERROR
}
