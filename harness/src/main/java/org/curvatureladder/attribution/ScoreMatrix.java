package org.curvatureladder.attribution;

import java.util.OptionalDouble;

/**
 * Scores tau(i, q): the predicted change of the measurement of query q when training example i is
 * REMOVED. The score of a group is the sum over its members.
 *
 * @param method name of the attributor
 * @param damping lambda, where the method has one
 * @param trainCount number of training examples N
 * @param queryCount number of queries Q
 * @param values N x Q, row-major; owned by this record, not to be written to
 */
public record ScoreMatrix(
    String method, OptionalDouble damping, int trainCount, int queryCount, double[] values) {

  /** Checks the size. */
  public ScoreMatrix {
    if (values.length != (long) trainCount * queryCount) {
      throw new IllegalArgumentException(
          "%s: %d scores for %d training examples and %d queries"
              .formatted(method, values.length, trainCount, queryCount));
    }
  }

  /** tau(i, q). */
  public double get(int train, int query) {
    return values[train * queryCount + query];
  }
}
