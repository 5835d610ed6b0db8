package org.curvatureladder.kernel;

import java.util.Arrays;
import org.curvatureladder.net.Activation;

/**
 * Single precision kernels in plain Java: the twin that every vector kernel must equal bit by bit.
 */
final class ScalarKernels32 extends Kernels32 {

  @Override
  public void product(
      float[] x, int xWidth, int in, float[] w, int wAt, float[] c, int width, int rows) {
    for (int n = 0; n < rows; n++) {
      int row = n * width;
      System.arraycopy(w, wAt + in * width, c, row, width);
      for (int i = 0; i < in; i++) {
        addScaled(x[n * xWidth + i], w, wAt + i * width, c, row, width);
      }
    }
  }

  @Override
  void gradient(
      float[] x, int xWidth, int in, int from, float[] d, int width, int batch, float[] g) {
    int to = Math.min(from + ROWS, in + 1);
    Arrays.fill(g, 0, (to - from) * width, 0.0f);
    for (int n = 0; n < batch; n++) {
      for (int i = from; i < to; i++) {
        float factor = i < in ? x[n * xWidth + i] : 1.0f;
        addScaled(factor, d, n * width, g, (i - from) * width, width);
      }
    }
  }

  @Override
  void update(float[] w, float[] v, int at, float[] g, int n, float mu, float decay, float step) {
    for (int i = 0; i < n; i++) {
      float m = Math.fma(mu, v[at + i], Math.fma(decay, w[at + i], g[i]));
      v[at + i] = m;
      w[at + i] = Math.fma(step, m, w[at + i]);
    }
  }

  /** y += s x with one rounding. */
  private static void addScaled(float s, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Math.fma(s, x[xAt + j], y[yAt + j]);
    }
  }

  @Override
  void exp(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Elementary32.exp(x[i]);
    }
  }

  @Override
  public Elementwise<float[]> activation(Activation activation, int capacity) {
    return switch (activation) {
      case RELU -> ScalarKernels32::relu;
      case TANH -> ScalarKernels32::tanh;
      case GELU -> ScalarKernels32::gelu;
    };
  }

  private static void relu(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      slope[i] = z[i] > 0.0f ? 1.0f : 0.0f;
      z[i] = Math.max(z[i], 0.0f);
    }
  }

  private static void tanh(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      float a = Elementary32.tanh(z[i]);
      z[i] = a;
      slope[i] = Math.fma(-a, a, 1.0f);
    }
  }

  private static void gelu(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i] * Elementary32.SQRT_HALF;
      float gauss = Elementary32.gauss(x);
      float phi = Math.fma(0.5f, Elementary32.erf(x, gauss), 0.5f);
      slope[i] = Math.fma(z[i] * gauss, Elementary32.INVERSE_SQRT_2PI, phi);
      z[i] = z[i] * phi;
    }
  }
}
