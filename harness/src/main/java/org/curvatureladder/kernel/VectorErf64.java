package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.ERF_MAX;
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
import static org.curvatureladder.kernel.Elementary64.SELECT;
import static org.curvatureladder.kernel.Elementary64.SQRT_HALF;

import jdk.incubator.vector.DoubleVector;

/** {@link Elementary64#erf} in lanes, given its branch |x| >= 1. */
final class VectorErf64 {
  private VectorErf64() {}

  /** On entry erf = erf(|x|) where |x| >= 1, on exit erf(x), on [0, n), with x = z / sqrt 2. */
  static void run(double[] z, double[] erf, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i).mul(SQRT_HALF);
      // Bounded, so that 0 times it is 0 below.
      x = x.min(ERF_MAX).max(-ERF_MAX);
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
      DoubleVector far = x.min(1.0).max(-1.0).mul(DoubleVector.fromArray(Lanes64.SPECIES, erf, i));
      // 1 where |x| < 1, else 0: chosen by arithmetic, since C2 of JDK 17 is slow with masks.
      DoubleVector near =
          DoubleVector.broadcast(Lanes64.SPECIES, 1.0).sub(x.abs()).mul(SELECT).max(0.0).min(1.0);
      DoubleVector rest = DoubleVector.broadcast(Lanes64.SPECIES, 1.0).sub(near);
      near.mul(x.mul(p)).add(rest.mul(far)).intoArray(erf, i);
    }
  }
}
