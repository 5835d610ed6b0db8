package org.curvatureladder.net;

/** What is measured at a query point, the f of the influence score. */
public enum Measurement {
  /** The example's loss, logsumexp(z) - z_t or 1/2 ||z - y||^2. */
  LOSS,
  /**
   * The classification margin log p_t - log(1 - p_t) = z_t - logsumexp of the other logits, which
   * does not overflow on a converged model. Undefined (NaN) for regression.
   */
  MARGIN
}
