package org.curvatureladder.curvature;

import java.util.List;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;

/**
 * EK-FAC (George et al. 2018, arXiv 1806.03884, section 3): K-FAC's eigenbasis with the eigenvalues
 * that are best in Frobenius norm, the second moments of the gradients in that basis. With the rows
 * f_r of the ladder's {@link Fisher} estimator, pulled back to the layer,
 *
 * <pre>Lambda_b[s, a] = (1/N) sum_n (sum_r (f_nr' q_s)^2) (a~_n' q_a)^2</pre>
 *
 * which for the exact Fisher is the diagonal of Q G_bb Q' for the Gauss-Newton block G_bb: one
 * matrix product.
 */
public final class EkFac extends KroneckerFactored {
  /** Name of the rung. */
  public static final String NAME = "EK-FAC";

  private EkFac(LadderPoint point, double[][] eigenvalues) {
    super(NAME, point.kroneckerGroups(), point.bases(), eigenvalues);
  }

  /** EK-FAC in the eigenbases of the K-FAC factors. */
  public static EkFac of(LadderPoint point) {
    List<LayerBlock> blocks = point.kroneckerBlocks();
    KroneckerBasis[] bases = point.bases();
    double[][] eigenvalues = new double[bases.length][];
    for (int b = 0; b < bases.length; b++) {
      eigenvalues[b] = secondMoments(point.derivatives(), blocks.get(b), bases[b]);
    }
    return new EkFac(point, eigenvalues);
  }

  /** Lambda_g, p x q row-major, in any Kronecker eigenbasis. */
  static double[] secondMoments(
      LayerDerivatives derivatives, LayerBlock block, KroneckerBasis basis) {
    int l = block.layer();
    int count = derivatives.count();
    int out = derivatives.layout().rows(l);
    double[] outputSquares = new double[count * out];
    for (int r = 0; r < derivatives.fisherRows(); r++) {
      addSquaredCoordinates(
          derivatives.fisherFactor(r, l), count, basis.left().vectors(), 1, outputSquares);
    }
    double[] inputSquares = new double[count * block.columns()];
    addSquaredCoordinates(
        derivatives.inputs(block), count, basis.right().vectors(), 1.0 / count, inputSquares);
    try (DenseMatrix outputs = DenseMatrix.of(count, out, outputSquares);
        DenseMatrix inputs = DenseMatrix.of(count, block.columns(), inputSquares);
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
