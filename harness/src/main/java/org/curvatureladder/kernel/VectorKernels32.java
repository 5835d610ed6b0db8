package org.curvatureladder.kernel;

import org.curvatureladder.net.Activation;

/**
 * Single precision kernels on the Vector API. Each hot loop has a class of its own: a loop that the
 * JIT cannot inline whole, or whose profile two activations share, is 30 to 100 times slower.
 */
final class VectorKernels32 extends Kernels32 {

  @Override
  public void product(
      float[] x, int xWidth, int in, float[] w, int wAt, float[] c, int width, int rows) {
    VectorProduct32.run(x, xWidth, in, w, wAt, c, width, rows);
  }

  @Override
  void gradient(
      float[] x, int xWidth, int in, int from, float[] d, int width, int batch, float[] g) {
    VectorGradient32.run(x, xWidth, in, from, d, width, batch, g);
  }

  @Override
  void update(float[] w, float[] v, int at, float[] g, int n, float mu, float decay, float step) {
    VectorUpdate32.run(w, v, at, g, n, mu, decay, step);
  }

  @Override
  void exp(float[] x, int n) {
    VectorExp32.run(x, n);
  }

  @Override
  public Elementwise<float[]> activation(Activation activation, int capacity) {
    return switch (activation) {
      case RELU -> VectorRelu32::run;
      case TANH -> VectorTanh32::run;
      case GELU -> new VectorGelu32(capacity);
    };
  }
}
