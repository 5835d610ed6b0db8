package org.curvatureladder.kernel;

import java.util.Arrays;
import org.curvatureladder.net.Activation;

/**
 * Double precision kernels in plain Java: the twin that every vector kernel must equal bit by bit.
 */
final class ScalarKernels64 extends Kernels64 {

  @Override
  public void product(
      double[] x, int xWidth, int in, double[] w, int wAt, double[] c, int width, int rows) {
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
      double[] x, int xWidth, int in, int from, double[] d, int width, int batch, double[] g) {
    int to = Math.min(from + ROWS, in + 1);
    Arrays.fill(g, 0, (to - from) * width, 0.0);
    for (int n = 0; n < batch; n++) {
      for (int i = from; i < to; i++) {
        double factor = i < in ? x[n * xWidth + i] : 1.0;
        addScaled(factor, d, n * width, g, (i - from) * width, width);
      }
    }
  }

  @Override
  void update(
      double[] w, double[] v, int at, double[] g, int n, double mu, double decay, double step) {
    for (int i = 0; i < n; i++) {
      double m = Math.fma(mu, v[at + i], Math.fma(decay, w[at + i], g[i]));
      v[at + i] = m;
      w[at + i] = Math.fma(step, m, w[at + i]);
    }
  }

  /** y += s x with one rounding. */
  private static void addScaled(double s, double[] x, int xAt, double[] y, int yAt, int n) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Math.fma(s, x[xAt + j], y[yAt + j]);
    }
  }

  @Override
  void exp(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Elementary64.exp(x[i]);
    }
  }

  @Override
  public Elementwise<double[]> activation(Activation activation, int capacity) {
    return switch (activation) {
      case RELU -> ScalarKernels64::relu;
      case TANH -> ScalarKernels64::tanh;
      case GELU -> ScalarKernels64::gelu;
    };
  }

  private static void relu(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i++) {
      slope[i] = z[i] > 0.0 ? 1.0 : 0.0;
      z[i] = Math.max(z[i], 0.0);
    }
  }

  private static void tanh(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i++) {
      double a = Elementary64.tanh(z[i]);
      z[i] = a;
      slope[i] = Math.fma(-a, a, 1.0);
    }
  }

  private static void gelu(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i++) {
      double x = z[i] * Elementary64.SQRT_HALF;
      double gauss = Elementary64.gauss(x);
      double phi = Math.fma(0.5, Elementary64.erf(x, gauss), 0.5);
      slope[i] = Math.fma(z[i] * gauss, Elementary64.INVERSE_SQRT_2PI, phi);
      z[i] = z[i] * phi;
    }
  }
}
