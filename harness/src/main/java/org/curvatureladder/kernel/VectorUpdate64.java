package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;

/** The momentum step {@link Kernels64#update} in lanes. */
final class VectorUpdate64 {
  private VectorUpdate64() {}

  /** v = mu v + (g + decay w), w = w + step v on n elements, of w and v from {@code at}. */
  static void run(
      double[] w, double[] v, int at, double[] g, int n, double mu, double decay, double step) {
    DoubleVector allMu = DoubleVector.broadcast(Lanes64.SPECIES, mu);
    DoubleVector allDecay = DoubleVector.broadcast(Lanes64.SPECIES, decay);
    DoubleVector allStep = DoubleVector.broadcast(Lanes64.SPECIES, step);
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, w, at + i);
      DoubleVector m = allDecay.fma(x, DoubleVector.fromArray(Lanes64.SPECIES, g, i));
      m = allMu.fma(DoubleVector.fromArray(Lanes64.SPECIES, v, at + i), m);
      m.intoArray(v, at + i);
      allStep.fma(m, x).intoArray(w, at + i);
    }
  }
}
