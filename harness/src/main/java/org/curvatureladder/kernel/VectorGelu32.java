package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary32.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** z Phi(z) with {@link Elementary32#erf}, and its derivative Phi(z) + z phi(z), in lanes. */
final class VectorGelu32 {
  private VectorGelu32() {}

  /** In place z = z Phi(z), slope = Phi(z) + z phi(z) on [0, n). */
  static void run(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i] * SQRT_HALF;
      slope[i] = -(x * x);
    }
    VectorExp32.run(slope, n);
    fromGauss(z, slope, n);
  }

  /** The same with slope = e^(-z^2/2) on entry. */
  private static void fromGauss(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector at = FloatVector.fromArray(Lanes32.SPECIES, z, i);
      FloatVector gauss = FloatVector.fromArray(Lanes32.SPECIES, slope, i);
      FloatVector x = at.mul(SQRT_HALF);
      FloatVector in = x.abs();
      in = in.blend(ERF_MAX, in.compare(VectorOperators.GT, ERF_MAX));
      FloatVector s = in.mul(in);
      FloatVector p = s.fma(Lanes32.all(P5), Lanes32.all(P4));
      p = p.fma(s, Lanes32.all(P3));
      p = p.fma(s, Lanes32.all(P2));
      p = p.fma(s, Lanes32.all(P1));
      p = p.fma(s, Lanes32.all(P0));
      FloatVector v = in.sub(2.0f);
      FloatVector r = v.fma(Lanes32.all(R7), Lanes32.all(R6));
      r = r.fma(v, Lanes32.all(R5));
      r = r.fma(v, Lanes32.all(R4));
      r = r.fma(v, Lanes32.all(R3));
      r = r.fma(v, Lanes32.all(R2));
      r = r.fma(v, Lanes32.all(R1));
      r = r.fma(v, Lanes32.all(R0));
      FloatVector tail = Lanes32.all(1.0f).sub(gauss.mul(r));
      FloatVector a = tail.blend(in.mul(p), in.compare(VectorOperators.LT, 1.0f));
      IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
      FloatVector erf = a.reinterpretAsInts().or(sign).reinterpretAsFloats();
      FloatVector phi = erf.fma(Lanes32.all(0.5f), Lanes32.all(0.5f));
      at.mul(gauss).fma(Lanes32.all(INVERSE_SQRT_2PI), phi).intoArray(slope, i);
      at.mul(phi).intoArray(z, i);
    }
  }
}
