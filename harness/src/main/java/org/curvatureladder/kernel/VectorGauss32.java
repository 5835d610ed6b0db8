package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.FRACTION_BITS;
import static org.curvatureladder.kernel.Elementary32.GAUSS_MAX;
import static org.curvatureladder.kernel.Elementary32.LOG2_E;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_HIGH;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_LOW;
import static org.curvatureladder.kernel.Elementary32.Q0;
import static org.curvatureladder.kernel.Elementary32.Q1;
import static org.curvatureladder.kernel.Elementary32.Q2;
import static org.curvatureladder.kernel.Elementary32.Q3;
import static org.curvatureladder.kernel.Elementary32.Q4;
import static org.curvatureladder.kernel.Elementary32.SHIFT;
import static org.curvatureladder.kernel.Elementary32.SQRT_HALF;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Elementary32#gauss} in lanes. Bounds are taken on the bits of numbers that are not
 * negative, which order like the numbers: Java's own min and max of floating point are six
 * instructions for the sake of NaN and -0, and where z is NaN the product with it will be.
 */
final class VectorGauss32 {
  private static final int MAX = Float.floatToRawIntBits(GAUSS_MAX);

  private VectorGauss32() {}

  /** gauss = e^(-x^2) with x = z / sqrt 2, on [0, n); some number where z is NaN. */
  static void run(float[] z, float[] gauss, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, z, i).mul(SQRT_HALF);
      FloatVector in = x.mul(x).reinterpretAsInts().min(MAX).reinterpretAsFloats().neg();
      FloatVector t =
          in.fma(
              FloatVector.broadcast(Lanes32.SPECIES, LOG2_E),
              FloatVector.broadcast(Lanes32.SPECIES, SHIFT));
      FloatVector k = t.sub(SHIFT);
      FloatVector r = k.fma(FloatVector.broadcast(Lanes32.SPECIES, MINUS_LN2_HIGH), in);
      r = k.fma(FloatVector.broadcast(Lanes32.SPECIES, MINUS_LN2_LOW), r);
      FloatVector q =
          r.fma(
              FloatVector.broadcast(Lanes32.SPECIES, Q4),
              FloatVector.broadcast(Lanes32.SPECIES, Q3));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q2));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q1));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q0));
      FloatVector p = r.mul(r).fma(q, r).add(1.0f);
      IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      p.reinterpretAsInts().add(power).reinterpretAsFloats().intoArray(gauss, i);
    }
  }
}
