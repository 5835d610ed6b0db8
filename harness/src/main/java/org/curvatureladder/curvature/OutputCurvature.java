package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.LossFunction;

/** Lambda_n = R_n'R_n = d2l/dz_L^2 of every example: C x C each, so that products need no exp. */
final class OutputCurvature {
  private final int classes;
  private final double[] matrices;

  /** Of all examples of a linearised network. */
  OutputCurvature(Linearisation linearisation) {
    this.classes = linearisation.network().architecture().outputs();
    int count = linearisation.count();
    this.matrices = new double[Math.multiplyExact(count, classes * classes)];
    LossFunction loss = LossFunction.of(linearisation.network().architecture().loss());
    double[] root = new double[classes * classes];
    for (int n = 0; n < count; n++) {
      loss.factor(linearisation.outputs(), n * classes, classes, root, 0);
      for (int i = 0; i < classes; i++) {
        for (int j = 0; j < classes; j++) {
          double sum = 0;
          for (int c = 0; c < classes; c++) {
            sum += root[c * classes + i] * root[c * classes + j];
          }
          matrices[(n * classes + i) * classes + j] = sum;
        }
      }
    }
  }

  /**
   * Row k becomes Lambda_n times itself for n = examples[k].
   *
   * @param tangents one row of C values per example, contiguous
   */
  void multiplyInPlace(int[] examples, DenseMatrix tangents) {
    DenseMatrix flat = tangents.flattened();
    double[] rows = new double[flat.columns()];
    double[] products = new double[rows.length];
    flat.readRow(0, rows);
    for (int k = 0; k < examples.length; k++) {
      int matrix = examples[k] * classes * classes;
      for (int i = 0; i < classes; i++) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
          sum += matrices[matrix + i * classes + j] * rows[k * classes + j];
        }
        products[k * classes + i] = sum;
      }
    }
    flat.writeRow(0, products, 0);
  }
}
