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
      double[] delta = deltas[l].toArray();
      double[] a = network.inputs(l).toArray();
      int in = layout.columns(l);
      int out = layout.rows(l);
      int together = Math.max(1, BLOCK / in);
      for (int o = 0; o < out; o += together) {
        int rows = Math.min(together, out - o);
        try (DenseMatrix gradients = DenseMatrix.zeros(network.count(), rows * in);
            DenseMatrix r = projection.rows(layout.index(l, o, 0), rows * in)) {
          writeOuterProducts(delta, out, o, rows, a, in, gradients);
          result.setToProduct(1, gradients, false, r, false, 1);
        }
      }
      deltas[l].close();
    }
  }

  /** Row n becomes delta_n[o .. o + rows) (x) a~_n. */
  private static void writeOuterProducts(
      double[] delta, int out, int o, int rows, double[] a, int in, DenseMatrix result) {
    double[] row = new double[rows * in];
    for (int n = 0; n < result.rows(); n++) {
      for (int r = 0; r < rows; r++) {
        double factor = delta[n * out + o + r];
        for (int i = 0; i < in; i++) {
          row[r * in + i] = factor * a[n * in + i];
        }
      }
      result.writeRow(n, row, 0);
    }
  }
}
