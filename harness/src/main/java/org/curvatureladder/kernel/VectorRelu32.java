package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;

/** max(0, z) and its derivative, 0 at 0, in lanes. */
final class VectorRelu32 {
  private VectorRelu32() {}

  /** In place z = max(0, z), slope = [z > 0] on [0, n); NaN stays NaN. */
  static void run(float[] z, float[] slope, int n) {
    for (int i = 0; i < n; i += Lanes32.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes32.SPECIES, z, i);
      FloatVector a = x.max(0.0f);
      // Any positive number, even a denormal one, times 2^200 is above 1.
      a.mul(0x1.0p100f).mul(0x1.0p100f).min(1.0f).intoArray(slope, i);
      a.intoArray(z, i);
    }
  }
}
