package org.curvatureladder.kernel;

import java.util.Arrays;

/**
 * What both single precision backends share: loops without a reduction over lanes, which the JIT
 * may vectorise as it likes without changing a bit.
 */
abstract class Kernels32 implements Kernels<float[]> {
  private static final float SETTLED = 0x1.0p-100f;

  /** In place x = exp(x) on [0, n) for x <= 0; n a multiple of {@link #PAD}. */
  abstract void exp(float[] x, int n);

  /**
   * Rows [from, min(from + ROWS, in + 1)) of G = [X 1]' D, g[i, j] = sum_n x[n, i] d[n, j].
   *
   * @param g the rows, from g[0]
   */
  abstract void gradient(
      float[] x, int xWidth, int in, int from, float[] d, int width, int batch, float[] g);

  /** v = mu v + (g + decay w), w = w + step v, for w and v at {@code at}, g at 0. */
  abstract void update(
      float[] w, float[] v, int at, float[] g, int n, float mu, float decay, float step);

  @Override
  public final float[] zerosApart(int n) {
    return new float[Math.max(n, APART_BYTES / Float.BYTES)];
  }

  @Override
  public final int firstOfLine() {
    return (LINE_BYTES - HEADER_BYTES) / Float.BYTES;
  }

  @Override
  public final float[] zeros(int n) {
    return new float[n];
  }

  @Override
  public final double get(float[] a, int i) {
    return a[i];
  }

  @Override
  public final void set(float[] a, int i, double value) {
    a[i] = (float) value;
  }

  @Override
  public final boolean finite(float[] a, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (!(Math.abs(a[i]) <= Float.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final void settle(float[] v, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (Math.abs(v[i]) < SETTLED) {
        v[i] = 0.0f;
      }
    }
  }

  @Override
  public final void gather(float[] from, int[] rows, int start, int count, int width, float[] to) {
    for (int r = 0; r < count; r++) {
      System.arraycopy(from, rows[start + r] * width, to, r * width, width);
    }
  }

  @Override
  public final void transpose(
      float[] w, int wAt, int in, int width, int out, float[] t, int tWidth) {
    for (int o = 0; o < out; o++) {
      int at = wAt + o;
      int to = o * tWidth;
      for (int i = 0; i < in; i++) {
        t[to + i] = w[at];
        at += width;
      }
    }
    Arrays.fill(t, out * tWidth, (out + 1) * tWidth, 0.0f);
  }

  @Override
  public final void multiply(float[] y, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      y[i] *= x[i];
    }
  }

  @Override
  public final void softmaxGradient(
      float[] z, int[] labels, int batch, int classes, int width, float[] d) {
    for (int n = 0; n < batch; n++) {
      int row = n * width;
      float top = z[row];
      for (int c = 1; c < classes; c++) {
        top = Math.max(top, z[row + c]);
      }
      for (int c = 0; c < classes; c++) {
        z[row + c] -= top;
      }
    }
    exp(z, batch * width);
    float scale = 1.0f / batch;
    for (int n = 0; n < batch; n++) {
      int row = n * width;
      float sum = z[row];
      for (int c = 1; c < classes; c++) {
        sum += z[row + c];
      }
      float share = scale / sum;
      for (int c = 0; c < classes; c++) {
        d[row + c] = z[row + c] * share;
      }
      d[row + labels[n]] -= scale;
    }
  }

  @Override
  public final void squaredErrorGradient(float[] z, float[] y, int batch, int width, float[] d) {
    float scale = 1.0f / batch;
    for (int i = 0; i < batch * width; i++) {
      d[i] = (z[i] - y[i]) * scale;
    }
  }

  @Override
  public final void descend(
      float[] x,
      int xWidth,
      int in,
      float[] d,
      int width,
      int batch,
      float[] w,
      float[] v,
      int wAt,
      float[] tile,
      double momentum,
      double weightDecay,
      double learningRate) {
    float mu = (float) momentum;
    float decay = (float) weightDecay;
    float step = (float) -learningRate;
    for (int from = 0; from <= in; from += ROWS) {
      int rows = Math.min(ROWS, in + 1 - from);
      gradient(x, xWidth, in, from, d, width, batch, tile);
      update(w, v, wAt + from * width, tile, rows * width, mu, decay, step);
    }
  }
}
