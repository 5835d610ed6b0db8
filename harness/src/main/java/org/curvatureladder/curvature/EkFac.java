package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.net.ParameterLayout;

/**
 * EK-FAC (George et al. 2018, arXiv 1806.03884, section 3): K-FAC's eigenbasis with the eigenvalues
 * that are best in Frobenius norm, the second moments of the gradients in that basis. With the
 * exact Fisher
 *
 * <pre>Lambda_l[s, a] = (1/N) sum_n (sum_c (B_n q_s)_c^2) (a~_n' q_a)^2</pre>
 *
 * which is the diagonal of Q G_ll Q' for the Gauss-Newton block G_ll: one matrix product.
 */
public final class EkFac extends KroneckerFactored {
  /** Name of the rung. */
  public static final String NAME = "EK-FAC";

  private EkFac(KroneckerBasis[] bases, double[][] eigenvalues) {
    super(NAME, bases, eigenvalues);
  }

  /** EK-FAC of the derivatives, in the eigenbases of their K-FAC factors. */
  public static EkFac of(LayerDerivatives derivatives, KroneckerBasis[] bases) {
    double[][] eigenvalues = new double[bases.length][];
    for (int l = 0; l < bases.length; l++) {
      eigenvalues[l] = secondMoments(derivatives, l, bases[l]);
    }
    return new EkFac(bases, eigenvalues);
  }

  private static double[] secondMoments(LayerDerivatives derivatives, int l, KroneckerBasis basis) {
    ParameterLayout layout = derivatives.layout();
    int count = derivatives.count();
    int out = layout.rows(l);
    int in = layout.columns(l);
    double[] outputSquares = new double[count * out];
    for (int c = 0; c < derivatives.factorRows(); c++) {
      addSquaredCoordinates(
          derivatives.factor(c, l), count, basis.left().vectors(), 1, outputSquares);
    }
    double[] inputSquares = new double[count * in];
    addSquaredCoordinates(
        derivatives.inputs(l), count, basis.right().vectors(), 1.0 / count, inputSquares);
    try (DenseMatrix outputs = DenseMatrix.of(count, out, outputSquares);
        DenseMatrix inputs = DenseMatrix.of(count, in, inputSquares);
        DenseMatrix moments = outputs.transposedTimes(inputs)) {
      return moments.toArray();
    }
  }

  /** Adds scale (v_n' q_j)^2 at (n, j) for every row v_n and eigenvector q_j. */
  private static void addSquaredCoordinates(
      double[] rows, int count, DenseMatrix eigenvectors, double scale, double[] result) {
    try (DenseMatrix vectors = DenseMatrix.of(count, eigenvectors.rows(), rows);
        DenseMatrix coordinates = vectors.timesTransposed(eigenvectors)) {
      double[] values = coordinates.toArray();
      for (int k = 0; k < values.length; k++) {
        result[k] += scale * values[k] * values[k];
      }
    }
  }
}
