package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * What influence really uses: the error of a damped inverse APPLIED to the query gradients v_q,
 *
 * <pre>||(A + lambda I)^-1 v_q - (B + lambda I)^-1 v_q|| / ||(A + lambda I)^-1 v_q||</pre>
 *
 * A matrix error in directions that no query gradient has does not count here, and one in the
 * directions of small curvature counts most.
 *
 * @param whole Frobenius norm over all queries together: that of the stacked solutions
 * @param median over queries of the relative error of each
 * @param cosine mean over queries of the cosine between the two solutions: the part of the error
 *     that no rescaling would cure
 * @param perQuery relative error of each query; NaN where the reference's solution is 0
 */
public record InverseError(double whole, double median, double cosine, double[] perQuery) {

  /**
   * Compares two lists of solutions, however they were damped and solved.
   *
   * @param reference k x P: (A + lambda I)^-1 v_q in row q
   * @param approximation k x P: (B + lambda I)^-1 v_q in row q
   * @throws IllegalArgumentException if they differ in size
   */
  public static InverseError of(DenseMatrix reference, DenseMatrix approximation) {
    int count = reference.rows();
    int size = reference.columns();
    if (approximation.rows() != count || approximation.columns() != size) {
      throw new IllegalArgumentException(
          "solutions of %s and %s".formatted(reference, approximation));
    }
    double[] perQuery = new double[count];
    double[] x = new double[size];
    double[] y = new double[size];
    double error = 0;
    double norm = 0;
    double cosines = 0;
    for (int q = 0; q < count; q++) {
      reference.readRow(q, x);
      approximation.readRow(q, y);
      double xx = 0;
      double yy = 0;
      double xy = 0;
      double difference = 0;
      for (int j = 0; j < size; j++) {
        xx += x[j] * x[j];
        yy += y[j] * y[j];
        xy += x[j] * y[j];
        difference += (x[j] - y[j]) * (x[j] - y[j]);
      }
      perQuery[q] = Math.sqrt(difference / xx);
      cosines += xy / Math.sqrt(xx * yy);
      error += difference;
      norm += xx;
    }
    return new InverseError(Math.sqrt(error / norm), median(perQuery), cosines / count, perQuery);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
