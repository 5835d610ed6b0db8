package org.curvatureladder.evaluation;

/**
 * Predicted change of every query for every mask: g[j][q] = sum over the points i REMOVED in mask j
 * of tau[i][q].
 *
 * <p>A mask holds {@code true} for KEPT points; tau(i, q) is the predicted change of f_q when point
 * i is removed. Removed points are summed directly, and not as the total minus the kept ones: with
 * few points removed that difference would lose the digits the ranks depend on.
 */
public final class GroupPrediction {
  private final double[][] scores;

  /**
   * Predictions made from one score matrix.
   *
   * @param scores N x Q values of tau, in rows of training points
   * @throws IllegalArgumentException if the matrix is empty or ragged
   */
  public GroupPrediction(double[][] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("no training points in the score matrix");
    }
    for (int i = 0; i < scores.length; i++) {
      if (scores[i].length != scores[0].length) {
        throw new IllegalArgumentException(
            "score matrix: row %d has %d queries, row 0 has %d"
                .formatted(i, scores[i].length, scores[0].length));
      }
    }
    this.scores = scores;
  }

  /**
   * Sums the scores of the removed points.
   *
   * @param removed for each of M masks the indices of the points it does NOT keep
   * @return M x Q predicted changes
   * @throws IllegalArgumentException if an index is not a row of the score matrix
   */
  public double[][] predict(int[][] removed) {
    double[][] prediction = new double[removed.length][scores[0].length];
    for (int j = 0; j < removed.length; j++) {
      for (int i : removed[j]) {
        if (i < 0 || i >= scores.length) {
          throw new IllegalArgumentException(
              "mask %d removes point %d, the scores cover %d points"
                  .formatted(j, i, scores.length));
        }
        add(scores[i], prediction[j]);
      }
    }
    return prediction;
  }

  private static void add(double[] row, double[] sum) {
    for (int q = 0; q < sum.length; q++) {
      sum[q] += row[q];
    }
  }
}
