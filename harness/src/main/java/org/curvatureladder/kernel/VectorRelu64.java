package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** max(0, z) and its derivative, 0 at 0, in lanes. */
final class VectorRelu64 {
  private VectorRelu64() {}

  /** In place z = max(0, z), slope = [z > 0] on [0, n); NaN stays NaN. */
  static void run(double[] z, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(Lanes64.SPECIES);
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i);
      zero.blend(1.0, x.compare(VectorOperators.GT, 0.0)).intoArray(slope, i);
      x.blend(0.0, x.compare(VectorOperators.LE, 0.0)).intoArray(z, i);
    }
  }
}
