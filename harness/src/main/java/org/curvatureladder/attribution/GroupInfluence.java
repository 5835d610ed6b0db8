package org.curvatureladder.attribution;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Measurement;

/**
 * The predicted change of every query for every group of removed examples, straight from the
 * queries' directions x_q = (C + lambda I)^-1 grad f_q:
 *
 * <pre>g_j(q) = (1/N) (sum over the removed i of grad L_i)' x_q</pre>
 *
 * which is the sum of the scores tau(i, q), without the N x Q scores: where many directions are
 * tried on the same masks, every iterate of a solver say, each costs M Q P multiplications and not
 * N Q P.
 */
public final class GroupInfluence implements AutoCloseable {
  private final DenseMatrix sums;

  /**
   * Sums the gradients of every group.
   *
   * @param theta weights of the model
   * @param removed for each of M masks the training examples it does NOT keep
   */
  public GroupInfluence(AttributionProblem problem, double[] theta, int[][] removed) {
    try (FactoredGradients gradients =
        FactoredGradients.of(problem.network(), theta, problem.train(), Measurement.LOSS)) {
      this.sums = gradients.sums(removed);
    }
    sums.scale(1.0 / problem.train().count());
  }

  /**
   * The predictions of given directions.
   *
   * @param directions x_q: Q x P
   * @return M x Q
   */
  public double[][] predict(DenseMatrix directions) {
    try (DenseMatrix products = sums.timesTransposed(directions)) {
      double[][] predictions = new double[products.rows()][products.columns()];
      for (int j = 0; j < predictions.length; j++) {
        products.readRow(j, predictions[j]);
      }
      return predictions;
    }
  }

  /** Frees the sums. */
  @Override
  public void close() {
    sums.close();
  }
}
