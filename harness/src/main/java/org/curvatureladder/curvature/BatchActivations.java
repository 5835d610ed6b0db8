package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;

/**
 * The rows of a {@link Linearisation} that belong to one batch: layer inputs, and factors per unit
 * such as slopes, gathered so that products run over contiguous memory.
 */
final class BatchActivations implements AutoCloseable {
  private final int[] examples;
  private final DenseMatrix[] inputs;
  private final double[][] slopes;

  /**
   * Copies the rows of a batch.
   *
   * @param inputs one matrix per layer with a row per example of the data
   */
  BatchActivations(Linearisation linearisation, DenseMatrix[] inputs, int[] examples) {
    checkBatch(linearisation, examples);
    this.examples = examples;
    this.inputs = new DenseMatrix[inputs.length];
    this.slopes = new double[inputs.length - 1][];
    for (int l = 0; l < inputs.length; l++) {
      this.inputs[l] = gather(inputs[l], examples);
      if (l < slopes.length) {
        slopes[l] = gather(linearisation.slope(l), linearisation.layout().rows(l), examples);
      }
    }
  }

  /** The numbers of the examples. */
  int[] examples() {
    return examples;
  }

  /** Number of examples B. */
  int size() {
    return examples.length;
  }

  /** B x columns(l). */
  DenseMatrix inputs(int layer) {
    return inputs[layer];
  }

  /** phi'(z_l): B x rows(l). */
  double[] slope(int layer) {
    return slopes[layer];
  }

  @Override
  public void close() {
    for (DenseMatrix input : inputs) {
      input.close();
    }
  }

  /** Rows of a matrix, in the order of the examples. */
  static DenseMatrix gather(DenseMatrix rows, int[] examples) {
    DenseMatrix result = DenseMatrix.zeros(examples.length, rows.columns());
    double[] row = new double[rows.columns()];
    for (int k = 0; k < examples.length; k++) {
      rows.readRow(examples[k], row);
      result.writeRow(k, row, 0);
    }
    return result;
  }

  /** Rows of a row-major array, in the order of the examples. */
  static double[] gather(double[] rows, int width, int[] examples) {
    double[] result = new double[examples.length * width];
    for (int k = 0; k < examples.length; k++) {
      System.arraycopy(rows, examples[k] * width, result, k * width, width);
    }
    return result;
  }

  private static void checkBatch(Linearisation linearisation, int[] examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException("a batch without examples");
    }
    for (int n : examples) {
      if (n < 0 || n >= linearisation.count()) {
        throw new IllegalArgumentException(
            "example %d of a batch, expected 0 to %d".formatted(n, linearisation.count() - 1));
      }
    }
  }
}
