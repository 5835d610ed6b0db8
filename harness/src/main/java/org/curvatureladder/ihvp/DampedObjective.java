package org.curvatureladder.ihvp;

import java.util.Arrays;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * What the iterative solvers minimise, on all examples, one number per right-hand side v:
 *
 * <pre>h(theta) = 1/2 theta'(C + lambda I) theta - v'theta</pre>
 *
 * Its minimum is h* = -1/2 v'(C + lambda I)^-1 v, and h(theta) - h* is half the squared energy norm
 * of the error of theta.
 *
 * @param curvature C, not closed here
 * @param damping lambda
 * @param rightSides v: k x P, not closed here
 */
public record DampedObjective(
    MatrixFreeCurvature curvature, double damping, DenseMatrix rightSides) {

  /** h of every row: length k, one product with all examples per row. */
  public double[] of(DenseMatrix thetas) {
    double[] values = new double[thetas.rows()];
    double[] theta = new double[thetas.columns()];
    double[] v = new double[theta.length];
    double[] product = new double[theta.length];
    try (SymmetricOperator full = curvature.full();
        DenseMatrix products = DenseMatrix.zeros(thetas.rows(), thetas.columns())) {
      full.multiply(thetas, products);
      for (int k = 0; k < values.length; k++) {
        thetas.readRow(k, theta);
        rightSides.readRow(k, v);
        products.readRow(k, product);
        for (int i = 0; i < theta.length; i++) {
          values[k] += theta[i] * (0.5 * (product[i] + damping * theta[i]) - v[i]);
        }
      }
    }
    return values;
  }

  /** The mean of h over the right-hand sides. */
  public double mean(DenseMatrix thetas) {
    return Arrays.stream(of(thetas)).average().orElseThrow();
  }

  /**
   * (h(theta) - h*) / (h(0) - h*) for the means over the right-hand sides: the squared energy norm
   * of the error relative to that of the solution; 1 at theta = 0, 0 at the solution.
   *
   * @param optimum mean of h at the solution
   */
  public double relativeGap(DenseMatrix thetas, double optimum) {
    return (mean(thetas) - optimum) / -optimum;
  }
}
