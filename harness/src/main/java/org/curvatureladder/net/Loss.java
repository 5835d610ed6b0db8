package org.curvatureladder.net;

/** Loss of one example; every average in the project is the MEAN of it over examples. */
public enum Loss {
  /** logsumexp(z) - z_t for logits z and class t. */
  CROSS_ENTROPY,
  /** 1/2 sum of squares of z - y. */
  SQUARED_ERROR
}
