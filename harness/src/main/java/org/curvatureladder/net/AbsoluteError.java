package org.curvatureladder.net;

/**
 * m(z, y) = ||z - y||, |z - y| for one output; dm/dz = (z - y) / ||z - y||, the sign for one
 * output.
 *
 * <p>It has a kink at z = y, where its gradient is taken as 0: removing a point moves the error of
 * a query that is hit exactly up, whichever way it moves the output, and no linear prediction can
 * say that.
 */
final class AbsoluteError implements OutputFunction {

  @Override
  public double value(double[] outputs, int row, int count, double[] targets, int targetRow) {
    return Math.sqrt(squared(outputs, row, count, targets, targetRow));
  }

  @Override
  public void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result) {
    double norm = Math.sqrt(squared(outputs, row, count, targets, targetRow));
    for (int c = 0; c < count; c++) {
      result[row + c] = norm == 0 ? 0 : (outputs[row + c] - targets[targetRow + c]) / norm;
    }
  }

  private static double squared(
      double[] outputs, int row, int count, double[] targets, int targetRow) {
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double residual = outputs[row + c] - targets[targetRow + c];
      sum += residual * residual;
    }
    return sum;
  }
}
