package org.curvatureladder.training;

/** How the learning rate changes from epoch to epoch; constant within one. */
public enum Schedule {
  /** lr_e = lr. */
  CONSTANT,
  /**
   * lr_e = final + (lr - final) (1 + cos(pi e / E)) / 2 in epoch e = 0, 1, ...: PyTorch's
   * CosineAnnealingLR with T_max = E stepped once per epoch. Past E the formula goes on.
   */
  COSINE
}
