package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.INVERSE_SQRT_2PI;
import static org.curvatureladder.kernel.Elementary64.SQRT_HALF;

/**
 * z Phi(z) with {@link Elementary64#erf}, and its derivative Phi(z) + z phi(z). Short loops over
 * memory and not one long one: C2 gives up inlining in long kernels and boxes their vectors.
 */
final class VectorGelu64 implements Kernels.Elementwise<double[]> {
  private final double[] erf;

  /** For arrays of at most n elements. */
  VectorGelu64(int n) {
    erf = new double[n];
  }

  @Override
  public void apply(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i++) {
      double x = z[i] * SQRT_HALF;
      slope[i] = -(x * x);
    }
    VectorExp64.run(slope, n);
    VectorErfTail64.run(z, slope, erf, n);
    VectorErf64.run(z, erf, n);
    for (int i = 0; i < n; i++) {
      double phi = Math.fma(0.5, erf[i], 0.5);
      slope[i] = Math.fma(z[i] * slope[i], INVERSE_SQRT_2PI, phi);
      z[i] = z[i] * phi;
    }
  }
}
