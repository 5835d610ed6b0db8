package org.curvatureladder.net;

/**
 * The three products of an affine layer with a batch, all arrays row-major with one row per
 * example: forward A [W | b]', backward D W, and the outer products d a'.
 */
final class LayerProducts {
  private final ParameterLayout layout;

  LayerProducts(ParameterLayout layout) {
    this.layout = layout;
  }

  /** Adds A [W_l | b_l]' to {@code result}: A is N x (in + 1), result N x out. */
  void addForward(double[] weights, int layer, double[] inputs, double[] result, int count) {
    int rows = layout.rows(layer);
    int columns = layout.columns(layer);
    int offset = layout.offset(layer);
    for (int n = 0; n < count; n++) {
      for (int o = 0; o < rows; o++) {
        int w = offset + o * columns;
        int a = n * columns;
        double sum = 0;
        for (int i = 0; i < columns; i++) {
          sum += weights[w + i] * inputs[a + i];
        }
        result[n * rows + o] += sum;
      }
    }
  }

  /** Adds D W_l, without the bias column, to {@code result}: D is N x out, result N x in. */
  void addBackward(double[] weights, int layer, double[] deltas, double[] result, int count) {
    int rows = layout.rows(layer);
    int columns = layout.columns(layer);
    int fanIn = columns - 1;
    int offset = layout.offset(layer);
    for (int n = 0; n < count; n++) {
      for (int o = 0; o < rows; o++) {
        double delta = deltas[n * rows + o];
        int w = offset + o * columns;
        int r = n * fanIn;
        for (int i = 0; i < fanIn; i++) {
          result[r + i] += delta * weights[w + i];
        }
      }
    }
  }

  /**
   * Adds scale x d_n (x) a_n to the block of layer l in the parameter vector that starts at {@code
   * start} of {@code result}.
   */
  void addOuter(
      int layer,
      double[] deltas,
      double[] inputs,
      int n,
      double scale,
      double[] result,
      int start) {
    int rows = layout.rows(layer);
    int columns = layout.columns(layer);
    int a = n * columns;
    for (int o = 0; o < rows; o++) {
      double delta = scale * deltas[n * rows + o];
      int r = start + layout.offset(layer) + o * columns;
      for (int i = 0; i < columns; i++) {
        result[r + i] += delta * inputs[a + i];
      }
    }
  }
}
