package org.curvatureladder.ihvp;

/** Watches an iterative solver. What it asks of the iterate is what it costs. */
public interface IterationListener {

  /** Called with the start as number 0 and after every iteration. */
  void accept(Iterate iterate);

  /** Watches nothing. */
  static IterationListener none() {
    return iterate -> {};
  }
}
