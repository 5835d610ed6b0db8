package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;

/** max(0, z) and its derivative, 0 at 0, in lanes. */
final class VectorRelu64 {
  private VectorRelu64() {}

  /** In place z = max(0, z), slope = [z > 0] on [0, n); NaN stays NaN. */
  static void run(double[] z, double[] slope, int n) {
    for (int i = 0; i < n; i += Lanes64.COUNT) {
      DoubleVector x = DoubleVector.fromArray(Lanes64.SPECIES, z, i);
      DoubleVector a = x.max(0.0);
      // Any positive number, even a denormal one, times 2^1100 is above 1.
      a.mul(0x1.0p1000).mul(0x1.0p100).min(1.0).intoArray(slope, i);
      a.intoArray(z, i);
    }
  }
}
