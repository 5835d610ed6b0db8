package org.curvatureladder.kernel;

import org.curvatureladder.net.Activation;

/**
 * Double precision kernels on the Vector API. Each hot loop has a class of its own: a loop that the
 * JIT cannot inline whole, or whose profile two activations share, is 30 to 100 times slower.
 */
final class VectorKernels64 extends Kernels64 {

  @Override
  public void product(
      double[] x, int xWidth, int in, double[] w, int wAt, double[] c, int width, int rows) {
    VectorProduct64.run(x, xWidth, in, w, wAt, c, width, rows);
  }

  @Override
  void gradient(
      double[] x, int xWidth, int in, int from, double[] d, int width, int batch, double[] g) {
    VectorGradient64.run(x, xWidth, in, from, d, width, batch, g);
  }

  @Override
  void update(
      double[] w, double[] v, int at, double[] g, int n, double mu, double decay, double step) {
    VectorUpdate64.run(w, v, at, g, n, mu, decay, step);
  }

  @Override
  void exp(double[] x, int n) {
    VectorExp64.run(x, n);
  }

  @Override
  public Elementwise<double[]> activation(Activation activation, int capacity) {
    return switch (activation) {
      case RELU -> VectorRelu64::run;
      case TANH -> VectorTanh64::run;
      case GELU -> new VectorGelu64(capacity);
    };
  }
}
