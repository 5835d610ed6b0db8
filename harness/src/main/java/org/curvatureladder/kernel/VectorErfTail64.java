package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.ERF_MAX;
import static org.curvatureladder.kernel.Elementary64.R0;
import static org.curvatureladder.kernel.Elementary64.R1;
import static org.curvatureladder.kernel.Elementary64.R10;
import static org.curvatureladder.kernel.Elementary64.R11;
import static org.curvatureladder.kernel.Elementary64.R12;
import static org.curvatureladder.kernel.Elementary64.R13;
import static org.curvatureladder.kernel.Elementary64.R14;
import static org.curvatureladder.kernel.Elementary64.R15;
import static org.curvatureladder.kernel.Elementary64.R16;
import static org.curvatureladder.kernel.Elementary64.R17;
import static org.curvatureladder.kernel.Elementary64.R18;
import static org.curvatureladder.kernel.Elementary64.R19;
import static org.curvatureladder.kernel.Elementary64.R2;
import static org.curvatureladder.kernel.Elementary64.R3;
import static org.curvatureladder.kernel.Elementary64.R4;
import static org.curvatureladder.kernel.Elementary64.R5;
import static org.curvatureladder.kernel.Elementary64.R6;
import static org.curvatureladder.kernel.Elementary64.R7;
import static org.curvatureladder.kernel.Elementary64.R8;
import static org.curvatureladder.kernel.Elementary64.R9;
import static org.curvatureladder.kernel.Elementary64.SQRT_HALF;

import jdk.incubator.vector.DoubleVector;

/** The branch |x| >= 1 of {@link Elementary64#erf} in lanes; bounds as in {@link VectorGauss64}. */
final class VectorErfTail64 {
  private static final long MAX = Double.doubleToRawLongBits(ERF_MAX);

  private VectorErfTail64() {}

  /** tail = 1 - gauss r(|x| - 2) on [0, n), with x = z / sqrt 2 and gauss = e^(-x^2) given. */
  static void run(double[] z, double[] gauss, double[] tail, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i).mul(SQRT_HALF);
      DoubleVector v = x.abs().reinterpretAsLongs().min(MAX).reinterpretAsDoubles().sub(2.0);
      DoubleVector r =
          v.fma(
              DoubleVector.broadcast(Lanes64.SPECIES, R19),
              DoubleVector.broadcast(Lanes64.SPECIES, R18));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R17));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R16));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R15));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R14));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R13));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R12));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R11));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R10));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R9));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R8));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R7));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R6));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R5));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R4));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R3));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R2));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R1));
      r = r.fma(v, DoubleVector.broadcast(Lanes64.SPECIES, R0));
      DoubleVector e = DoubleVector.fromArray(Lanes64.SPECIES, gauss, i);
      DoubleVector.broadcast(Lanes64.SPECIES, 1.0).sub(e.mul(r)).intoArray(tail, i);
    }
  }
}
