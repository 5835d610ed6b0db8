package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.INVERSE_SQRT_2PI;
import static org.curvatureladder.kernel.Elementary32.SQRT_HALF;

/**
 * z Phi(z) with {@link Elementary32#erf}, and its derivative Phi(z) + z phi(z). Short loops over
 * memory and not one long one: C2 gives up inlining in long kernels and boxes their vectors.
 */
final class VectorGelu32 implements Kernels.Elementwise<float[]> {
  private final float[] erf;

  /** For arrays of at most n elements. */
  VectorGelu32(int n) {
    erf = new float[n];
  }

  @Override
  public void apply(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i] * SQRT_HALF;
      slope[i] = -(x * x);
    }
    VectorExp32.run(slope, n);
    VectorErfTail32.run(z, slope, erf, n);
    VectorErf32.run(z, erf, n);
    for (int i = 0; i < n; i++) {
      float phi = Math.fma(0.5f, erf[i], 0.5f);
      slope[i] = Math.fma(z[i] * slope[i], INVERSE_SQRT_2PI, phi);
      z[i] = z[i] * phi;
    }
  }
}
