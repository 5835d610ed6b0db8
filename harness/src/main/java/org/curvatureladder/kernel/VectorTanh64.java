package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary64#tanh} and its derivative 1 - tanh^2 in lanes. */
final class VectorTanh64 {
  private VectorTanh64() {}

  /** In place z = tanh(z), slope = 1 - tanh(z)^2 on [0, n). */
  static void run(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i);
      DoubleVector size = x.abs();
      DoubleVector y = size.blend(TANH_MAX, size.compare(VectorOperators.GT, TANH_MAX)).mul(-2.0);
      DoubleVector t = y.fma(Lanes64.all(LOG2_E), Lanes64.all(SHIFT));
      DoubleVector k = t.sub(SHIFT);
      DoubleVector r = k.fma(Lanes64.all(MINUS_LN2_HIGH), y);
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
      DoubleVector p = r.mul(r).fma(q, r);
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      DoubleVector u = power.add(ONE_BITS).reinterpretAsDoubles();
      DoubleVector e = u.fma(p, u.sub(1.0));
      DoubleVector a = e.abs().div(e.add(2.0));
      LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
      a = a.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
      a.intoArray(z, i);
      a.neg().fma(a, Lanes64.all(1.0)).intoArray(slope, i);
    }
  }
}
