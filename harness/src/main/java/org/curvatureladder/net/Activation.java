package org.curvatureladder.net;

/** Element-wise activation phi of the hidden layers; the output layer is linear. */
public enum Activation {
  /** max(0, z); derivative 0 at z = 0, as in PyTorch. */
  RELU,
  /** Hyperbolic tangent. */
  TANH,
  /** Exact z Phi(z) = z/2 (1 + erf(z / sqrt 2)), not the tanh approximation. */
  GELU
}
