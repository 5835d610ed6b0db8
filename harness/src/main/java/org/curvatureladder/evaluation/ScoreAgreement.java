package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Do two methods rank the training points alike? Spearman over the N training points between the
 * scores of two methods, for each query, then averaged: what a matrix error comes to in the end.
 *
 * @param mean over the queries where both rank; NaN if there are none
 * @param lowest of these queries
 * @param perQuery rank correlation of each query; NaN where a method's scores are constant
 * @param undefined number of those, left out of the mean
 */
public record ScoreAgreement(double mean, double lowest, double[] perQuery, int undefined) {

  /**
   * Compares two score matrices.
   *
   * @param first N x Q scores in rows of training points, N at most 46,000
   * @param second N x Q scores of the same points and queries
   * @throws IllegalArgumentException if the shapes differ or a score is NaN
   */
  public static ScoreAgreement of(double[][] first, double[][] second) {
    QueryCorrelations.requireSameShape(first, second);
    int queries = first.length == 0 ? 0 : first[0].length;
    double[] perQuery =
        IntStream.range(0, queries)
            .parallel()
            .mapToDouble(q -> new SpearmanCorrelation(column(first, q), column(second, q)).value())
            .toArray();
    double[] defined = Arrays.stream(perQuery).filter(value -> !Double.isNaN(value)).toArray();
    return new ScoreAgreement(
        Arrays.stream(defined).average().orElse(Double.NaN),
        Arrays.stream(defined).min().orElse(Double.NaN),
        perQuery,
        queries - defined.length);
  }

  private static double[] column(double[][] matrix, int q) {
    return Arrays.stream(matrix).mapToDouble(row -> row[q]).toArray();
  }
}
