package org.curvatureladder.kernel;

import static org.curvatureladder.kernel.Elementary64.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** z Phi(z) with {@link Elementary64#erf}, and its derivative Phi(z) + z phi(z), in lanes. */
final class VectorGelu64 {
  private VectorGelu64() {}

  /** In place z = z Phi(z), slope = Phi(z) + z phi(z) on [0, n). */
  static void run(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i++) {
      double x = z[i] * SQRT_HALF;
      slope[i] = -(x * x);
    }
    VectorExp64.run(slope, n);
    fromGauss(z, slope, n);
  }

  /** The same with slope = e^(-z^2/2) on entry. */
  private static void fromGauss(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector at = DoubleVector.fromArray(Lanes64.SPECIES, z, i);
      DoubleVector gauss = DoubleVector.fromArray(Lanes64.SPECIES, slope, i);
      DoubleVector x = at.mul(SQRT_HALF);
      DoubleVector in = x.abs();
      in = in.blend(ERF_MAX, in.compare(VectorOperators.GT, ERF_MAX));
      DoubleVector s = in.mul(in);
      DoubleVector p = s.fma(Lanes64.all(P11), Lanes64.all(P10));
      p = p.fma(s, Lanes64.all(P9));
      p = p.fma(s, Lanes64.all(P8));
      p = p.fma(s, Lanes64.all(P7));
      p = p.fma(s, Lanes64.all(P6));
      p = p.fma(s, Lanes64.all(P5));
      p = p.fma(s, Lanes64.all(P4));
      p = p.fma(s, Lanes64.all(P3));
      p = p.fma(s, Lanes64.all(P2));
      p = p.fma(s, Lanes64.all(P1));
      p = p.fma(s, Lanes64.all(P0));
      DoubleVector v = in.sub(2.0);
      DoubleVector r = v.fma(Lanes64.all(R19), Lanes64.all(R18));
      r = r.fma(v, Lanes64.all(R17));
      r = r.fma(v, Lanes64.all(R16));
      r = r.fma(v, Lanes64.all(R15));
      r = r.fma(v, Lanes64.all(R14));
      r = r.fma(v, Lanes64.all(R13));
      r = r.fma(v, Lanes64.all(R12));
      r = r.fma(v, Lanes64.all(R11));
      r = r.fma(v, Lanes64.all(R10));
      r = r.fma(v, Lanes64.all(R9));
      r = r.fma(v, Lanes64.all(R8));
      r = r.fma(v, Lanes64.all(R7));
      r = r.fma(v, Lanes64.all(R6));
      r = r.fma(v, Lanes64.all(R5));
      r = r.fma(v, Lanes64.all(R4));
      r = r.fma(v, Lanes64.all(R3));
      r = r.fma(v, Lanes64.all(R2));
      r = r.fma(v, Lanes64.all(R1));
      r = r.fma(v, Lanes64.all(R0));
      DoubleVector tail = Lanes64.all(1.0).sub(gauss.mul(r));
      DoubleVector a = tail.blend(in.mul(p), in.compare(VectorOperators.LT, 1.0));
      LongVector sign = x.reinterpretAsLongs().and(SIGN_BIT);
      DoubleVector erf = a.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
      DoubleVector phi = erf.fma(Lanes64.all(0.5), Lanes64.all(0.5));
      at.mul(gauss).fma(Lanes64.all(INVERSE_SQRT_2PI), phi).intoArray(slope, i);
      at.mul(phi).intoArray(z, i);
    }
  }
}
