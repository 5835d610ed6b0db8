package org.curvatureladder.attribution;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;

/**
 * What is attributed to what: the measurement f at the queries to the examples of the training set.
 *
 * @param network the architecture, without weights
 * @param train N training examples
 * @param queries Q queries
 * @param measurement f, what is predicted at the queries
 */
public record AttributionProblem(
    Mlp network, Dataset train, Dataset queries, Measurement measurement) {

  /** N x Q zeros, row-major, to add scores to. */
  double[] zeros() {
    return new double[Math.multiplyExact(train.count(), queries.count())];
  }

  /** grad f_q at theta: Q x P, the caller's to close. */
  public DenseMatrix queryGradients(double[] theta) {
    return Gradients.rows(network, theta, queries, measurement);
  }

  /**
   * Adds scale grad L_i(theta)' v_q to score (i, q), without the N x P matrix of gradients.
   *
   * @param directions v_q: Q x P
   */
  void addTrainProducts(double[] theta, DenseMatrix directions, double scale, double[] scores) {
    try (FactoredGradients gradients =
            FactoredGradients.of(network, theta, train, Measurement.LOSS);
        DenseMatrix products = gradients.times(directions)) {
      double[] values = products.toArray();
      for (int k = 0; k < values.length; k++) {
        scores[k] += scale * values[k];
      }
    }
  }
}
