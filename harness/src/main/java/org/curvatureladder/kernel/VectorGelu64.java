package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.INVERSE_SQRT_2PI;
import static org.curvatureladder.kernel.Elementary64.ONE_BITS;
import static org.curvatureladder.kernel.Elementary64.P0;
import static org.curvatureladder.kernel.Elementary64.P1;
import static org.curvatureladder.kernel.Elementary64.P10;
import static org.curvatureladder.kernel.Elementary64.P11;
import static org.curvatureladder.kernel.Elementary64.P2;
import static org.curvatureladder.kernel.Elementary64.P3;
import static org.curvatureladder.kernel.Elementary64.P4;
import static org.curvatureladder.kernel.Elementary64.P5;
import static org.curvatureladder.kernel.Elementary64.P6;
import static org.curvatureladder.kernel.Elementary64.P7;
import static org.curvatureladder.kernel.Elementary64.P8;
import static org.curvatureladder.kernel.Elementary64.P9;
import static org.curvatureladder.kernel.Elementary64.SQRT_HALF;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * z Phi(z) with {@link Elementary64#erf}, and its derivative Phi(z) + z phi(z). Three loops over
 * memory and not one: with the constants of all three polynomials C2 runs out of registers, and in
 * still longer kernels it gives up inlining and boxes the vectors.
 */
final class VectorGelu64 implements Kernels.Elementwise<double[]> {
  private final double[] tail;

  /** For arrays of at most n elements. */
  VectorGelu64(int n) {
    tail = new double[n];
  }

  @Override
  public void apply(double[] z, double[] slope, int n) {
    VectorGauss64.run(z, slope, n);
    VectorErfTail64.run(z, slope, tail, n);
    finish(z, slope, tail, n);
  }

  /** On entry slope = e^(-x^2) and tail = erf(|x|) where |x| >= 1, with x = z / sqrt 2. */
  private static void finish(double[] z, double[] slope, double[] tail, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector at = DoubleVector.fromArray(Lanes64.SPECIES, z, i);
      DoubleVector x = at.mul(SQRT_HALF);
      DoubleVector s = x.mul(x);
      DoubleVector p =
          s.fma(
              DoubleVector.broadcast(Lanes64.SPECIES, P11),
              DoubleVector.broadcast(Lanes64.SPECIES, P10));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P9));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P8));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P7));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P6));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P5));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P4));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P3));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P2));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P1));
      p = p.fma(s, DoubleVector.broadcast(Lanes64.SPECIES, P0));
      LongVector bits = x.reinterpretAsLongs();
      LongVector size = bits.and(Long.MAX_VALUE);
      LongVector sign = bits.sub(size);
      LongVector near = x.mul(p).reinterpretAsLongs();
      LongVector far =
          DoubleVector.fromArray(Lanes64.SPECIES, tail, i).reinterpretAsLongs().or(sign);
      // All ones where |x| < 1, else zeros: C2 of JDK 17 is slow with masks.
      LongVector isNear = size.sub(ONE_BITS).lanewise(VectorOperators.ASHR, 63);
      DoubleVector erf =
          near.lanewise(VectorOperators.XOR, far)
              .and(isNear)
              .lanewise(VectorOperators.XOR, far)
              .reinterpretAsDoubles();
      DoubleVector phi =
          DoubleVector.broadcast(Lanes64.SPECIES, 0.5)
              .fma(erf, DoubleVector.broadcast(Lanes64.SPECIES, 0.5));
      DoubleVector gauss = DoubleVector.fromArray(Lanes64.SPECIES, slope, i);
      at.mul(gauss)
          .fma(DoubleVector.broadcast(Lanes64.SPECIES, INVERSE_SQRT_2PI), phi)
          .intoArray(slope, i);
      at.mul(phi).intoArray(z, i);
    }
  }
}
