package org.curvatureladder.attribution;

import java.util.OptionalDouble;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * tau(i, q) = (1/N) grad f_q' grad L_i: influence with the identity for a curvature, the floor that
 * every rung has to beat.
 *
 * @param gradients training and query gradients, not closed here
 */
public record GradientDot(Gradients gradients) implements Attributor {
  /** Name of the method in results. */
  public static final String NAME = "gradient-dot";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ScoreMatrix scores() {
    return meanProducts(name(), OptionalDouble.empty(), gradients.train(), gradients.queries());
  }

  /** (1/N) G X' for training gradients G (N x P) and query directions X (Q x P). */
  static ScoreMatrix meanProducts(
      String name, OptionalDouble damping, DenseMatrix train, DenseMatrix directions) {
    try (DenseMatrix products = train.timesTransposed(directions)) {
      double[] values = products.toArray();
      for (int k = 0; k < values.length; k++) {
        values[k] /= train.rows();
      }
      return new ScoreMatrix(name, damping, train.rows(), directions.rows(), values);
    }
  }
}
