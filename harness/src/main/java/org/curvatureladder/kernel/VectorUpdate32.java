package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;

/** The momentum step {@link Kernels32#update} in lanes. */
final class VectorUpdate32 {
  private VectorUpdate32() {}

  /** v = mu v + (g + decay w), w = w + step v on n elements, of w and v from {@code at}. */
  static void run(
      float[] w, float[] v, int at, float[] g, int n, float mu, float decay, float step) {
    FloatVector allMu = FloatVector.broadcast(Lanes32.SPECIES, mu);
    FloatVector allDecay = FloatVector.broadcast(Lanes32.SPECIES, decay);
    FloatVector allStep = FloatVector.broadcast(Lanes32.SPECIES, step);
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, w, at + i);
      FloatVector m = allDecay.fma(x, FloatVector.fromArray(Lanes32.SPECIES, g, i));
      m = allMu.fma(FloatVector.fromArray(Lanes32.SPECIES, v, at + i), m);
      m.intoArray(v, at + i);
      allStep.fma(m, x).intoArray(w, at + i);
    }
  }
}
