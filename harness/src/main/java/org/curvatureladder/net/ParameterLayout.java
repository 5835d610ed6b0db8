package org.curvatureladder.net;

/**
 * The one owner of the order of parameters: layer by layer, {@code [W | b]} row-major, out x (in +
 * 1), with the bias as the homogeneous last column. Parameter (l, o, i) stands at {@code offset(l)
 * + o * columns(l) + i}; {@code i = in(l)} is the bias.
 */
public final class ParameterLayout {
  private final Architecture architecture;
  private final int[] offsets;

  /** The layout of an architecture. */
  public ParameterLayout(Architecture architecture) {
    this.architecture = architecture;
    this.offsets = new int[architecture.layers() + 1];
    for (int l = 0; l < architecture.layers(); l++) {
      offsets[l + 1] =
          Math.addExact(
              offsets[l], Math.multiplyExact(architecture.out(l), architecture.in(l) + 1));
    }
  }

  /** The architecture laid out. */
  public Architecture architecture() {
    return architecture;
  }

  /** Number of affine layers L. */
  public int layers() {
    return architecture.layers();
  }

  /** Number of parameters P. */
  public int parameterCount() {
    return offsets[layers()];
  }

  /** First parameter of layer l; {@code offset(L)} is P. */
  public int offset(int layer) {
    return offsets[layer];
  }

  /** Number of parameters of layer l = rows x columns. */
  public int size(int layer) {
    return offsets[layer + 1] - offsets[layer];
  }

  /** Rows of [W | b]: the layer's width. */
  public int rows(int layer) {
    return architecture.out(layer);
  }

  /** Columns of [W | b]: fan-in + 1. */
  public int columns(int layer) {
    return architecture.in(layer) + 1;
  }

  /** Index of parameter (row, column) of layer l; the last column is the bias. */
  public int index(int layer, int row, int column) {
    return offsets[layer] + row * columns(layer) + column;
  }
}
