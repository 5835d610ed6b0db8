package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.FRACTION_BITS;
import static org.curvatureladder.kernel.Elementary64.LOG2_E;
import static org.curvatureladder.kernel.Elementary64.MINUS_LN2_HIGH;
import static org.curvatureladder.kernel.Elementary64.MINUS_LN2_LOW;
import static org.curvatureladder.kernel.Elementary64.ONE_BITS;
import static org.curvatureladder.kernel.Elementary64.Q0;
import static org.curvatureladder.kernel.Elementary64.Q1;
import static org.curvatureladder.kernel.Elementary64.Q10;
import static org.curvatureladder.kernel.Elementary64.Q2;
import static org.curvatureladder.kernel.Elementary64.Q3;
import static org.curvatureladder.kernel.Elementary64.Q4;
import static org.curvatureladder.kernel.Elementary64.Q5;
import static org.curvatureladder.kernel.Elementary64.Q6;
import static org.curvatureladder.kernel.Elementary64.Q7;
import static org.curvatureladder.kernel.Elementary64.Q8;
import static org.curvatureladder.kernel.Elementary64.Q9;
import static org.curvatureladder.kernel.Elementary64.SHIFT;
import static org.curvatureladder.kernel.Elementary64.TANH_MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Elementary64#tanh} and its derivative 1 - tanh^2 in lanes; bounds as in {@link
 * VectorGauss64}.
 */
final class VectorTanh64 {
  private static final long MAX = Double.doubleToRawLongBits(TANH_MAX);
  private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private VectorTanh64() {}

  /** In place z = tanh(z), slope = 1 - tanh(z)^2 on [0, n). */
  static void run(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      LongVector bits = DoubleVector.fromArray(Lanes64.SPECIES, z, i).reinterpretAsLongs();
      LongVector size = bits.and(Long.MAX_VALUE);
      LongVector sign = bits.sub(size);
      // All ones, which is a NaN, where z is NaN.
      LongVector nan = size.neg().add(INFINITE).lanewise(VectorOperators.ASHR, 63);
      DoubleVector y = size.min(MAX).or(sign).or(nan).reinterpretAsDoubles().mul(2.0);
      DoubleVector t =
          y.fma(
              DoubleVector.broadcast(Lanes64.SPECIES, LOG2_E),
              DoubleVector.broadcast(Lanes64.SPECIES, SHIFT));
      DoubleVector k = t.sub(SHIFT);
      DoubleVector r = k.fma(DoubleVector.broadcast(Lanes64.SPECIES, MINUS_LN2_HIGH), y);
      r = k.fma(DoubleVector.broadcast(Lanes64.SPECIES, MINUS_LN2_LOW), r);
      DoubleVector q =
          r.fma(
              DoubleVector.broadcast(Lanes64.SPECIES, Q10),
              DoubleVector.broadcast(Lanes64.SPECIES, Q9));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q8));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q7));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q6));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q5));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q4));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q3));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q2));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q1));
      q = q.fma(r, DoubleVector.broadcast(Lanes64.SPECIES, Q0));
      DoubleVector p = r.mul(r).fma(q, r);
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      DoubleVector u = power.add(ONE_BITS).reinterpretAsDoubles();
      DoubleVector e = u.fma(p, u.sub(1.0));
      DoubleVector a = e.div(e.add(2.0));
      a.intoArray(z, i);
      a.neg().fma(a, DoubleVector.broadcast(Lanes64.SPECIES, 1.0)).intoArray(slope, i);
    }
  }
}
