package org.curvatureladder.net;

import java.util.Arrays;

/** The margin of a regression network: NaN, and so is its gradient. */
final class UndefinedMargin implements OutputFunction {

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
