package org.curvatureladder.net;

import org.apache.commons.rng.UniformRandomProvider;

/** A convex training loss l(z, y) with the curvature in its outputs, Lambda = d2l/dz2. */
public interface LossFunction extends OutputFunction {

  /**
   * A factor R of the output curvature, R'R = Lambda: C x C row-major, from {@code resultRow}. It
   * does not depend on the target for either loss.
   */
  void factor(double[] outputs, int row, int count, double[] result, int resultRow);

  /**
   * Lambda v, written to {@code result[row .. row + C)} for v in {@code vector[row .. row + C)}.
   */
  void curvatureProduct(double[] outputs, int row, int count, double[] vector, double[] result);

  /**
   * Draws a target y from the model p(y | z) whose negative log likelihood the loss is, and writes
   * it to {@code target}: a class for cross-entropy, z plus unit normal noise for squared error.
   */
  void sample(double[] outputs, int row, int count, UniformRandomProvider random, double[] target);

  /** The function of a loss. */
  static LossFunction of(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY -> new CrossEntropy();
      case SQUARED_ERROR -> new SquaredError();
    };
  }
}
