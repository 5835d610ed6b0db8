package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.INVERSE_SQRT_2PI;
import static org.curvatureladder.kernel.Elementary32.ONE_BITS;
import static org.curvatureladder.kernel.Elementary32.P0;
import static org.curvatureladder.kernel.Elementary32.P1;
import static org.curvatureladder.kernel.Elementary32.P2;
import static org.curvatureladder.kernel.Elementary32.P3;
import static org.curvatureladder.kernel.Elementary32.P4;
import static org.curvatureladder.kernel.Elementary32.P5;
import static org.curvatureladder.kernel.Elementary32.SQRT_HALF;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * z Phi(z) with {@link Elementary32#erf}, and its derivative Phi(z) + z phi(z). Three loops over
 * memory and not one: with the constants of all three polynomials C2 runs out of registers, and in
 * still longer kernels it gives up inlining and boxes the vectors.
 */
final class VectorGelu32 implements Kernels.Elementwise<float[]> {
  private final float[] tail;

  /** For arrays of at most n elements. */
  VectorGelu32(int n) {
    tail = new float[n];
  }

  @Override
  public void apply(float[] z, float[] slope, int n) {
    VectorGauss32.run(z, slope, n);
    VectorErfTail32.run(z, slope, tail, n);
    finish(z, slope, tail, n);
  }

  /** On entry slope = e^(-x^2) and tail = erf(|x|) where |x| >= 1, with x = z / sqrt 2. */
  private static void finish(float[] z, float[] slope, float[] tail, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector at = FloatVector.fromArray(Lanes32.SPECIES, z, i);
      FloatVector x = at.mul(SQRT_HALF);
      FloatVector s = x.mul(x);
      FloatVector p =
          s.fma(
              FloatVector.broadcast(Lanes32.SPECIES, P5),
              FloatVector.broadcast(Lanes32.SPECIES, P4));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P3));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P2));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P1));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P0));
      IntVector bits = x.reinterpretAsInts();
      IntVector size = bits.and(Integer.MAX_VALUE);
      IntVector sign = bits.sub(size);
      IntVector near = x.mul(p).reinterpretAsInts();
      IntVector far = FloatVector.fromArray(Lanes32.SPECIES, tail, i).reinterpretAsInts().or(sign);
      // All ones where |x| < 1, else zeros: C2 of JDK 17 is slow with masks.
      IntVector isNear = size.sub(ONE_BITS).lanewise(VectorOperators.ASHR, 31);
      FloatVector erf =
          near.lanewise(VectorOperators.XOR, far)
              .and(isNear)
              .lanewise(VectorOperators.XOR, far)
              .reinterpretAsFloats();
      FloatVector phi =
          FloatVector.broadcast(Lanes32.SPECIES, 0.5f)
              .fma(erf, FloatVector.broadcast(Lanes32.SPECIES, 0.5f));
      FloatVector gauss = FloatVector.fromArray(Lanes32.SPECIES, slope, i);
      at.mul(gauss)
          .fma(FloatVector.broadcast(Lanes32.SPECIES, INVERSE_SQRT_2PI), phi)
          .intoArray(slope, i);
      at.mul(phi).intoArray(z, i);
    }
  }
}
