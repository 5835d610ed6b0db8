package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary64#exp} in lanes. */
final class VectorExp64 {
  private VectorExp64() {}

  /** In place x = exp(x) on [0, n). */
  static void run(double[] x, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector at = DoubleVector.fromArray(Lanes64.SPECIES, x, i);
      VectorMask<Double> small = at.lt(EXP_MIN);
      DoubleVector in = at.blend(EXP_MIN, small);
      DoubleVector t = in.fma(Lanes64.all(LOG2_E), Lanes64.all(SHIFT));
      DoubleVector k = t.sub(SHIFT);
      DoubleVector r = k.fma(Lanes64.all(MINUS_LN2_HIGH), in);
      r = k.fma(Lanes64.all(MINUS_LN2_LOW), r);
      DoubleVector q = r.fma(Lanes64.all(Q10), Lanes64.all(Q9));
      q = q.fma(r, Lanes64.all(Q8));
      q = q.fma(r, Lanes64.all(Q7));
      q = q.fma(r, Lanes64.all(Q6));
      q = q.fma(r, Lanes64.all(Q5));
      q = q.fma(r, Lanes64.all(Q4));
      q = q.fma(r, Lanes64.all(Q3));
      q = q.fma(r, Lanes64.all(Q2));
      q = q.fma(r, Lanes64.all(Q1));
      q = q.fma(r, Lanes64.all(Q0));
      DoubleVector p = r.mul(r).fma(q, r).add(1.0);
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      DoubleVector e = p.reinterpretAsLongs().add(power).reinterpretAsDoubles();
      e.blend(0.0, small).add(in.sub(in)).intoArray(x, i);
    }
  }
}
