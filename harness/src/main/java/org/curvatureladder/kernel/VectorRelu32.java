package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** max(0, z) and its derivative, 0 at 0, in lanes. */
final class VectorRelu32 {
  private VectorRelu32() {}

  /** In place z = max(0, z), slope = [z > 0] on [0, n); NaN stays NaN. */
  static void run(float[] z, float[] slope, int n) {
    FloatVector zero = FloatVector.zero(Lanes32.SPECIES);
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, z, i);
      zero.blend(1.0f, x.compare(VectorOperators.GT, 0.0f)).intoArray(slope, i);
      x.blend(0.0f, x.compare(VectorOperators.LE, 0.0f)).intoArray(z, i);
    }
  }
}
