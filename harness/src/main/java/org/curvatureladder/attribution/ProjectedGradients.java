package org.curvatureladder.attribution;

import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * G R for per-sample gradients G (N x P) and a random projection R (P x k), in blocks of
 * parameters: block b of G is made from the layer factors delta (x) a~, multiplied with rows b of
 * R, and forgotten. Neither G nor R is ever stored, and every row of R is made once. 2 N P k flops.
 */
final class ProjectedGradients {
  /** Parameters per block: 64 MB of R for k = 4096. */
  private static final int BLOCK = 2048;

  private final RandomProjection projection;

  ProjectedGradients(RandomProjection projection) {
    this.projection = projection;
  }

  /**
   * Writes G R to {@code result}, the gradients being those of outputs' cotangents c_n' z(x_n).
   *
   * @param cotangents c: N x C row-major
   * @param result N x k zeros
   */
  void add(Linearisation network, double[] cotangents, DenseMatrix result) {
    ParameterLayout layout = network.layout();
    DenseMatrix[] deltas = network.backpropagate(cotangents);
    for (int l = 0; l < layout.layers(); l++) {
      int together = Math.max(1, BLOCK / layout.columns(l));
      for (int o = 0; o < layout.rows(l); o += together) {
        int rows = Math.min(together, layout.rows(l) - o);
        try (DenseMatrix gradients = outerProducts(deltas[l], o, rows, network.inputs(l));
            DenseMatrix r = projection.rows(layout.index(l, o, 0), gradients.columns())) {
          result.setToProduct(1, gradients, false, r, false, 1);
        }
      }
      deltas[l].close();
    }
  }

  /** delta[o .. o + rows) (x) a~ for every example: N x (rows columns(l)). */
  private static DenseMatrix outerProducts(
      DenseMatrix deltas, int o, int rows, DenseMatrix inputs) {
    int in = inputs.columns();
    DenseMatrix result = DenseMatrix.zeros(inputs.rows(), rows * in);
    double[] delta = new double[deltas.columns()];
    double[] a = new double[in];
    double[] row = new double[rows * in];
    for (int n = 0; n < inputs.rows(); n++) {
      deltas.readRow(n, delta);
      inputs.readRow(n, a);
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < in; i++) {
          row[r * in + i] = delta[o + r] * a[i];
        }
      }
      result.writeRow(n, row, 0);
    }
    return result;
  }
}
