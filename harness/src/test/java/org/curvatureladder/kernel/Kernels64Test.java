package org.curvatureladder.kernel;

import java.util.Arrays;
import org.curvatureladder.Tolerances;

class Kernels64Test extends KernelsContract<double[]> {
  @Override
  Kernels<double[]> kernels(KernelBackend backend) {
    return backend.float64();
  }

  @Override
  double tolerance() {
    return Tolerances.EXACT;
  }

  @Override
  long[] bits(double[] a) {
    return Arrays.stream(a).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Override
  double smallest() {
    return Double.MIN_VALUE;
  }
}
