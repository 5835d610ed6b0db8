package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.FRACTION_BITS;
import static org.curvatureladder.kernel.Elementary32.LOG2_E;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_HIGH;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_LOW;
import static org.curvatureladder.kernel.Elementary32.ONE_BITS;
import static org.curvatureladder.kernel.Elementary32.Q0;
import static org.curvatureladder.kernel.Elementary32.Q1;
import static org.curvatureladder.kernel.Elementary32.Q2;
import static org.curvatureladder.kernel.Elementary32.Q3;
import static org.curvatureladder.kernel.Elementary32.Q4;
import static org.curvatureladder.kernel.Elementary32.SHIFT;
import static org.curvatureladder.kernel.Elementary32.TANH_MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Elementary32#tanh} and its derivative 1 - tanh^2 in lanes; bounds as in {@link
 * VectorGauss32}.
 */
final class VectorTanh32 {
  private static final int MAX = Float.floatToRawIntBits(TANH_MAX);
  private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private VectorTanh32() {}

  /** In place z = tanh(z), slope = 1 - tanh(z)^2 on [0, n). */
  static void run(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      IntVector bits = FloatVector.fromArray(Lanes32.SPECIES, z, i).reinterpretAsInts();
      IntVector size = bits.and(Integer.MAX_VALUE);
      IntVector sign = bits.sub(size);
      // All ones, which is a NaN, where z is NaN.
      IntVector nan = size.neg().add(INFINITE).lanewise(VectorOperators.ASHR, 31);
      FloatVector y = size.min(MAX).or(sign).or(nan).reinterpretAsFloats().mul(2.0f);
      FloatVector t =
          y.fma(
              FloatVector.broadcast(Lanes32.SPECIES, LOG2_E),
              FloatVector.broadcast(Lanes32.SPECIES, SHIFT));
      FloatVector k = t.sub(SHIFT);
      FloatVector r = k.fma(FloatVector.broadcast(Lanes32.SPECIES, MINUS_LN2_HIGH), y);
      r = k.fma(FloatVector.broadcast(Lanes32.SPECIES, MINUS_LN2_LOW), r);
      FloatVector q =
          r.fma(
              FloatVector.broadcast(Lanes32.SPECIES, Q4),
              FloatVector.broadcast(Lanes32.SPECIES, Q3));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q2));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q1));
      q = q.fma(r, FloatVector.broadcast(Lanes32.SPECIES, Q0));
      FloatVector p = r.mul(r).fma(q, r);
      IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      FloatVector u = power.add(ONE_BITS).reinterpretAsFloats();
      FloatVector e = u.fma(p, u.sub(1.0f));
      FloatVector a = e.div(e.add(2.0f));
      a.intoArray(z, i);
      a.neg().fma(a, FloatVector.broadcast(Lanes32.SPECIES, 1.0f)).intoArray(slope, i);
    }
  }
}
