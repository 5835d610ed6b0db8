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
  public void gradient(
      float[] x, int xWidth, int in, float[] d, int width, int batch, float[] g, int gAt) {
    VectorGradient32.run(x, xWidth, in, d, width, batch, g, gAt);
  }

  @Override
  void exp(float[] x, int n) {
    VectorExp32.run(x, n);
  }

  @Override
  public Elementwise<float[]> activation(Activation activation) {
    return switch (activation) {
      case RELU -> VectorRelu32::run;
      case TANH -> VectorTanh32::run;
      case GELU -> VectorGelu32::run;
    };
  }
}
