package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary32#exp} in lanes. */
final class VectorExp32 {
  private VectorExp32() {}

  /** In place x = exp(x) on [0, n). */
  static void run(float[] x, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector at = FloatVector.fromArray(Lanes32.SPECIES, x, i);
      VectorMask<Float> small = at.lt(EXP_MIN);
      FloatVector in = at.blend(EXP_MIN, small);
      FloatVector t = in.fma(Lanes32.all(LOG2_E), Lanes32.all(SHIFT));
      FloatVector k = t.sub(SHIFT);
      FloatVector r = k.fma(Lanes32.all(MINUS_LN2_HIGH), in);
      r = k.fma(Lanes32.all(MINUS_LN2_LOW), r);
      FloatVector q = r.fma(Lanes32.all(Q4), Lanes32.all(Q3));
      q = q.fma(r, Lanes32.all(Q2));
      q = q.fma(r, Lanes32.all(Q1));
      q = q.fma(r, Lanes32.all(Q0));
      FloatVector p = r.mul(r).fma(q, r).add(1.0f);
      IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      FloatVector e = p.reinterpretAsInts().add(power).reinterpretAsFloats();
      e.blend(0.0f, small).add(in.sub(in)).intoArray(x, i);
    }
  }
}
