package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.ERF_MAX;
import static org.curvatureladder.kernel.Elementary32.R0;
import static org.curvatureladder.kernel.Elementary32.R1;
import static org.curvatureladder.kernel.Elementary32.R2;
import static org.curvatureladder.kernel.Elementary32.R3;
import static org.curvatureladder.kernel.Elementary32.R4;
import static org.curvatureladder.kernel.Elementary32.R5;
import static org.curvatureladder.kernel.Elementary32.R6;
import static org.curvatureladder.kernel.Elementary32.R7;
import static org.curvatureladder.kernel.Elementary32.SQRT_HALF;

import jdk.incubator.vector.FloatVector;

/** The branch |x| >= 1 of {@link Elementary32#erf} in lanes; bounds as in {@link VectorGauss32}. */
final class VectorErfTail32 {
  private static final int MAX = Float.floatToRawIntBits(ERF_MAX);

  private VectorErfTail32() {}

  /** tail = 1 - gauss r(|x| - 2) on [0, n), with x = z / sqrt 2 and gauss = e^(-x^2) given. */
  static void run(float[] z, float[] gauss, float[] tail, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, z, i).mul(SQRT_HALF);
      FloatVector v = x.abs().reinterpretAsInts().min(MAX).reinterpretAsFloats().sub(2.0f);
      FloatVector r =
          v.fma(
              FloatVector.broadcast(Lanes32.SPECIES, R7),
              FloatVector.broadcast(Lanes32.SPECIES, R6));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R5));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R4));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R3));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R2));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R1));
      r = r.fma(v, FloatVector.broadcast(Lanes32.SPECIES, R0));
      FloatVector e = FloatVector.fromArray(Lanes32.SPECIES, gauss, i);
      FloatVector.broadcast(Lanes32.SPECIES, 1.0f).sub(e.mul(r)).intoArray(tail, i);
    }
  }
}
