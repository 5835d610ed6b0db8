package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.FRACTION_BITS;
import static org.curvatureladder.kernel.Elementary64.GAUSS_MAX;
import static org.curvatureladder.kernel.Elementary64.LOG2_E;
import static org.curvatureladder.kernel.Elementary64.MINUS_LN2_HIGH;
import static org.curvatureladder.kernel.Elementary64.MINUS_LN2_LOW;
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
import static org.curvatureladder.kernel.Elementary64.SQRT_HALF;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Elementary64#gauss} in lanes. Bounds are taken on the bits of numbers that are not
 * negative, which order like the numbers: Java's own min and max of floating point are six
 * instructions for the sake of NaN and -0, and where z is NaN the product with it will be.
 */
final class VectorGauss64 {
  private static final long MAX = Double.doubleToRawLongBits(GAUSS_MAX);

  private VectorGauss64() {}

  /** gauss = e^(-x^2) with x = z / sqrt 2, on [0, n); some number where z is NaN. */
  static void run(double[] z, double[] gauss, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i).mul(SQRT_HALF);
      DoubleVector in = x.mul(x).reinterpretAsLongs().min(MAX).reinterpretAsDoubles().neg();
      DoubleVector t =
          in.fma(
              DoubleVector.broadcast(Lanes64.SPECIES, LOG2_E),
              DoubleVector.broadcast(Lanes64.SPECIES, SHIFT));
      DoubleVector k = t.sub(SHIFT);
      DoubleVector r = k.fma(DoubleVector.broadcast(Lanes64.SPECIES, MINUS_LN2_HIGH), in);
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
      DoubleVector p = r.mul(r).fma(q, r).add(1.0);
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      p.reinterpretAsLongs().add(power).reinterpretAsDoubles().intoArray(gauss, i);
    }
  }
}
