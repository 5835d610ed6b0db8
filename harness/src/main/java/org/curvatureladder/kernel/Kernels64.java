package org.curvatureladder.kernel;

import java.util.Arrays;

/**
 * What both double precision backends share: loops without a reduction over lanes, which the JIT
 * may vectorise as it likes without changing a bit.
 */
abstract class Kernels64 implements Kernels<double[]> {
  private static final double SETTLED = 0x1.0p-900;

  /** In place x = exp(x) on [0, n) for x <= 0; n a multiple of {@link #PAD}. */
  abstract void exp(double[] x, int n);

  /**
   * Rows [from, min(from + ROWS, in + 1)) of G = [X 1]' D, g[i, j] = sum_n x[n, i] d[n, j].
   *
   * @param g the rows, from g[0]
   */
  abstract void gradient(
      double[] x, int xWidth, int in, int from, double[] d, int width, int batch, double[] g);

  /** v = mu v + (g + decay w), w = w + step v, for w and v at {@code at}, g at 0. */
  abstract void update(
      double[] w, double[] v, int at, double[] g, int n, double mu, double decay, double step);

  @Override
  public final double[] zerosApart(int n) {
    return new double[Math.max(n, APART_BYTES / Double.BYTES)];
  }

  @Override
  public final int firstOfLine() {
    return (LINE_BYTES - HEADER_BYTES) / Double.BYTES;
  }

  @Override
  public final double[] zeros(int n) {
    return new double[n];
  }

  @Override
  public final double get(double[] a, int i) {
    return a[i];
  }

  @Override
  public final void set(double[] a, int i, double value) {
    a[i] = value;
  }

  @Override
  public final boolean finite(double[] a, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (!(Math.abs(a[i]) <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final void settle(double[] v, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (Math.abs(v[i]) < SETTLED) {
        v[i] = 0.0;
      }
    }
  }

  @Override
  public final void gather(
      double[] from, int[] rows, int start, int count, int width, double[] to) {
    for (int r = 0; r < count; r++) {
      System.arraycopy(from, rows[start + r] * width, to, r * width, width);
    }
  }

  @Override
  public final void transpose(
      double[] w, int wAt, int in, int width, int out, double[] t, int tWidth) {
    for (int o = 0; o < out; o++) {
      int at = wAt + o;
      int to = o * tWidth;
      for (int i = 0; i < in; i++) {
        t[to + i] = w[at];
        at += width;
      }
    }
    Arrays.fill(t, out * tWidth, (out + 1) * tWidth, 0.0);
  }

  @Override
  public final void multiply(double[] y, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      y[i] *= x[i];
    }
  }

  @Override
  public final void softmaxGradient(
      double[] z, int[] labels, int batch, int classes, int width, double[] d) {
    for (int n = 0; n < batch; n++) {
      int row = n * width;
      double top = z[row];
      for (int c = 1; c < classes; c++) {
        top = Math.max(top, z[row + c]);
      }
      for (int c = 0; c < classes; c++) {
        z[row + c] -= top;
      }
    }
    exp(z, batch * width);
    double scale = 1.0 / batch;
    for (int n = 0; n < batch; n++) {
      int row = n * width;
      double sum = z[row];
      for (int c = 1; c < classes; c++) {
        sum += z[row + c];
      }
      double share = scale / sum;
      for (int c = 0; c < classes; c++) {
        d[row + c] = z[row + c] * share;
      }
      d[row + labels[n]] -= scale;
    }
  }

  @Override
  public final void squaredErrorGradient(double[] z, double[] y, int batch, int width, double[] d) {
    double scale = 1.0 / batch;
    for (int i = 0; i < batch * width; i++) {
      d[i] = (z[i] - y[i]) * scale;
    }
  }

  @Override
  public final void descend(
      double[] x,
      int xWidth,
      int in,
      double[] d,
      int width,
      int batch,
      double[] w,
      double[] v,
      int wAt,
      double[] tile,
      double momentum,
      double weightDecay,
      double learningRate) {
    double mu = momentum;
    double decay = weightDecay;
    double step = -learningRate;
    for (int from = 0; from <= in; from += ROWS) {
      int rows = Math.min(ROWS, in + 1 - from);
      gradient(x, xWidth, in, from, d, width, batch, tile);
      update(w, v, wAt + from * width, tile, rows * width, mu, decay, step);
    }
  }
}
