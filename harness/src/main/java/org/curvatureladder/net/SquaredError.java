package org.curvatureladder.net;

import org.apache.commons.rng.UniformRandomProvider;

/** l(z, y) = 1/2 ||z - y||^2, dl/dz = z - y, d2l/dz2 = R = I. */
final class SquaredError implements LossFunction {

  @Override
  public double value(double[] outputs, int row, int count, double[] targets, int targetRow) {
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double residual = outputs[row + c] - targets[targetRow + c];
      sum += residual * residual;
    }
    return sum / 2;
  }

  @Override
  public void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result) {
    for (int c = 0; c < count; c++) {
      result[row + c] = outputs[row + c] - targets[targetRow + c];
    }
  }

  @Override
  public void factor(double[] outputs, int row, int count, double[] result, int resultRow) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        result[resultRow + i * count + j] = i == j ? 1 : 0;
      }
    }
  }

  @Override
  public void curvatureProduct(
      double[] outputs, int row, int count, double[] vector, double[] result) {
    System.arraycopy(vector, row, result, row, count);
  }

  /** y = z + e with e standard normal (Box and Muller 1958), the same on every JVM. */
  @Override
  public void sample(
      double[] outputs, int row, int count, UniformRandomProvider random, double[] target) {
    for (int c = 0; c < count; c++) {
      double radius = Math.sqrt(-2 * StrictMath.log1p(-random.nextDouble()));
      target[c] = outputs[row + c] + radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
  }
}
