package org.curvatureladder.training;

/** Number format of weights, velocities, activations and gradients during a training. */
public enum Precision {
  /** IEEE 754 binary64. */
  FLOAT64,
  /** IEEE 754 binary32; checkpoints hold its values as doubles. */
  FLOAT32
}
