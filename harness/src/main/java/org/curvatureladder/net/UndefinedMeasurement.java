package org.curvatureladder.net;

import java.util.Arrays;

/** The margin of a regression, the absolute error of a classification: NaN, as its gradient. */
final class UndefinedMeasurement implements OutputFunction {

  @Override
  public double value(double[] outputs, int row, int count, double[] targets, int targetRow) {
    return Double.NaN;
  }

  @Override
  public void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result) {
    Arrays.fill(result, row, row + count, Double.NaN);
  }
}
