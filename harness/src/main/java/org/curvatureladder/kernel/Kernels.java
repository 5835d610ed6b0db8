package org.curvatureladder.kernel;

import org.curvatureladder.net.Activation;

/**
 * The operations of one training step of a multilayer perceptron, in one precision.
 *
 * <p>A is the storage: {@code double[]} or {@code float[]}. Matrices are row-major in flat arrays;
 * the number of columns in storage ("width") is a multiple of {@link #PAD}. Weights of a layer are
 * (in + 1) x width, one column per output, the bias as the last row. Padding columns are computed
 * and never read by a reduction. Activations have a multiple of {@link #ROWS} rows; rows beyond the
 * batch are computed and never read by a reduction.
 *
 * <p>Implementations hold no state and are safe to share. Arrays must not overlap unless said.
 *
 * @param <A> storage of real numbers
 */
public interface Kernels<A> {
  /** Size from which G1 keeps an array in a region of its own, up to heaps of 16 GB. */
  int APART_BYTES = 2 << 20;

  /** Of a cache line, and of the widest vector. */
  int LINE_BYTES = 64;

  /** Header of an array with compressed class pointers. */
  int HEADER_BYTES = 16;

  /** Storage widths are multiples of this: one 512-bit vector of floats, two of doubles. */
  int PAD = 16;

  /** Rows per register block; activations are stored with a multiple of it. */
  int ROWS = 8;

  /** Columns stored for a matrix of {@code columns} columns. */
  static int padded(int columns) {
    return (columns + PAD - 1) / PAD * PAD;
  }

  /** Rows stored for a batch of {@code rows} examples. */
  static int paddedRows(int rows) {
    return (rows + ROWS - 1) / ROWS * ROWS;
  }

  /** New storage of n zeros. */
  A zeros(int n);

  /**
   * New storage of at least n zeros, large enough that the collector gives it a memory region of
   * its own and never moves it. Where such an array begins is known, so vectors can be laid on
   * cache lines from {@link #firstOfLine} on; a vector across two lines costs two loads.
   */
  A zerosApart(int n);

  /** Index of the first element that begins a cache line, behind the header of an array. */
  int firstOfLine();

  /** a[i]. */
  double get(A a, int i);

  /** a[i] = value, rounded to this precision. */
  void set(A a, int i, double value);

  /** Whether a[from], ..., a[from + n - 1] are all finite. */
  boolean finite(A a, int from, int n);

  /**
   * v = 0 where |v| < 2^-900 (single precision: 2^-100), on [from, from + n). The velocity of a
   * unit that no example reaches any more shrinks by the momentum step after step, and a processor
   * takes a hundred times as long for an operation on a denormal number. A velocity that small
   * moves no weight that is not as small itself, and its sum with a larger gradient is that
   * gradient, so weights keep their bits.
   */
  void settle(A v, int from, int n);

  /** Row r of {@code to} = row rows[start + r] of {@code from}, for r in [0, count). */
  void gather(A from, int[] rows, int start, int count, int width, A to);

  /**
   * C = X W + 1 b': c[n, j] = b_j + sum_i x[n, i] w[i, j], i ascending from the bias.
   *
   * @param x rows x xWidth, columns [0, in) are read
   * @param w at wAt, (in + 1) x width, last row b
   * @param c rows x width
   * @param rows a multiple of {@link #ROWS}
   */
  void product(A x, int xWidth, int in, A w, int wAt, A c, int width, int rows);

  /**
   * One step of SGD with momentum on the weights of a layer, from G = [X 1]' D:
   *
   * <pre>
   *   g[i, j] = sum_n x[n, i] d[n, j]      n ascending; last row g[in, j] = sum_n d[n, j]
   *   v = mu v + (g + wd w)
   *   w = w - lr v
   * </pre>
   *
   * <p>Eight rows of G at a time, which never leave the first-level cache.
   *
   * @param x batch x xWidth, columns [0, in) are read
   * @param d batch x width
   * @param w at wAt, (in + 1) x width
   * @param v like w
   * @param tile scratch, at least {@link #ROWS} x width
   */
  void descend(
      A x,
      int xWidth,
      int in,
      A d,
      int width,
      int batch,
      A w,
      A v,
      int wAt,
      A tile,
      double momentum,
      double weightDecay,
      double learningRate);

  /**
   * t[o, i] = w[i, o] for i in [0, in), o in [0, out), and a last row t[out, i] = 0 for {@link
   * #product}, which reads a bias there.
   *
   * @param w at wAt, in x width
   * @param t (out + 1) x tWidth
   */
  void transpose(A w, int wAt, int in, int width, int out, A t, int tWidth);

  /**
   * The element-wise kernel of an activation, for arrays of at most {@code capacity} elements. It
   * may own scratch space: one per training.
   */
  Elementwise<A> activation(Activation activation, int capacity);

  /** y *= x, element-wise, on [0, n). */
  void multiply(A y, A x, int n);

  /**
   * Gradient of the mean cross-entropy: d[n, c] = (softmax(z_n)_c - [c = labels_n]) / batch.
   * Destroys z.
   *
   * @param z logits, batch x width with {@code classes} columns
   * @param labels class index per row, from labels[0]
   * @param d batch x width, padding left as it is
   */
  void softmaxGradient(A z, int[] labels, int batch, int classes, int width, A d);

  /**
   * Gradient of the mean of 1/2 ||z - y||^2: d = (z - y) / batch, element-wise on batch x width.
   */
  void squaredErrorGradient(A z, A y, int batch, int width, A d);

  /** An activation and its derivative, element by element. */
  @FunctionalInterface
  interface Elementwise<A> {
    /** In place z = phi(z), and slope = phi'(z), on [0, n); n a multiple of {@link #PAD}. */
    void apply(A z, A slope, int n);
  }
}
