package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.ERF_MAX;
import static org.curvatureladder.kernel.Elementary32.P0;
import static org.curvatureladder.kernel.Elementary32.P1;
import static org.curvatureladder.kernel.Elementary32.P2;
import static org.curvatureladder.kernel.Elementary32.P3;
import static org.curvatureladder.kernel.Elementary32.P4;
import static org.curvatureladder.kernel.Elementary32.P5;
import static org.curvatureladder.kernel.Elementary32.SELECT;
import static org.curvatureladder.kernel.Elementary32.SQRT_HALF;

import jdk.incubator.vector.FloatVector;

/** {@link Elementary32#erf} in lanes, given its branch |x| >= 1. */
final class VectorErf32 {
  private VectorErf32() {}

  /** On entry erf = erf(|x|) where |x| >= 1, on exit erf(x), on [0, n), with x = z / sqrt 2. */
  static void run(float[] z, float[] erf, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, z, i).mul(SQRT_HALF);
      // Bounded, so that 0 times it is 0 below.
      x = x.min(ERF_MAX).max(-ERF_MAX);
      FloatVector s = x.mul(x);
      FloatVector p =
          s.fma(
              FloatVector.broadcast(Lanes32.SPECIES, P5),
              FloatVector.broadcast(Lanes32.SPECIES, P4));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P3));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P2));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P1));
      p = p.fma(s, FloatVector.broadcast(Lanes32.SPECIES, P0));
      FloatVector far = x.min(1.0f).max(-1.0f).mul(FloatVector.fromArray(Lanes32.SPECIES, erf, i));
      // 1 where |x| < 1, else 0: chosen by arithmetic, since C2 of JDK 17 is slow with masks.
      FloatVector near =
          FloatVector.broadcast(Lanes32.SPECIES, 1.0f).sub(x.abs()).mul(SELECT).max(0.0f).min(1.0f);
      FloatVector rest = FloatVector.broadcast(Lanes32.SPECIES, 1.0f).sub(near);
      near.mul(x.mul(p)).add(rest.mul(far)).intoArray(erf, i);
    }
  }
}
