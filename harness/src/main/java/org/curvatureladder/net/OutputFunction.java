package org.curvatureladder.net;

/**
 * A scalar function f(z, y) of one example's outputs z (length C) and its target y: a loss or a
 * measurement. Rows are addressed inside larger row-major arrays by their first index.
 */
public interface OutputFunction {

  /**
   * f(z, y).
   *
   * @param outputs array holding the C outputs from {@code row}
   * @param row index of the first output
   * @param count number of outputs C
   * @param targets array holding the target from {@code targetRow}: a class index, or C values
   * @param targetRow index of the first target value
   */
  double value(double[] outputs, int row, int count, double[] targets, int targetRow);

  /**
   * df/dz, written to {@code result[row .. row + C)}: the same place as the outputs it belongs to.
   */
  void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result);

  /** The function a measurement reads off the outputs of a network trained with {@code loss}. */
  static OutputFunction of(Measurement measurement, Loss loss) {
    return switch (measurement) {
      case LOSS -> LossFunction.of(loss);
      case MARGIN ->
          switch (loss) {
            case CROSS_ENTROPY -> new Margin();
            case SQUARED_ERROR -> new UndefinedMeasurement();
          };
      case ABSOLUTE_ERROR ->
          switch (loss) {
            case CROSS_ENTROPY -> new UndefinedMeasurement();
            case SQUARED_ERROR -> new AbsoluteError();
          };
    };
  }
}
