package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.EXP_MIN;
import static org.curvatureladder.kernel.Elementary32.FRACTION_BITS;
import static org.curvatureladder.kernel.Elementary32.LOG2_E;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_HIGH;
import static org.curvatureladder.kernel.Elementary32.MINUS_LN2_LOW;
import static org.curvatureladder.kernel.Elementary32.Q0;
import static org.curvatureladder.kernel.Elementary32.Q1;
import static org.curvatureladder.kernel.Elementary32.Q2;
import static org.curvatureladder.kernel.Elementary32.Q3;
import static org.curvatureladder.kernel.Elementary32.Q4;
import static org.curvatureladder.kernel.Elementary32.SHIFT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Elementary32#exp} in lanes. */
final class VectorExp32 {
  private VectorExp32() {}

  /** In place x = exp(x) on [0, n). */
  static void run(float[] x, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector at = FloatVector.fromArray(Lanes32.SPECIES, x, i);
      FloatVector in = at.max(EXP_MIN);
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
      FloatVector e = p.reinterpretAsInts().add(power).reinterpretAsFloats();
      e.add(in.sub(in)).intoArray(x, i);
    }
  }
}
