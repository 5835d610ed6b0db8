package org.curvatureladder.kernel;

import java.util.stream.IntStream;

class Kernels32Test extends KernelsContract<float[]> {
  @Override
  Kernels<float[]> kernels(KernelBackend backend) {
    return backend.float32();
  }

  /** Some dozen roundings of 6e-8 on numbers up to 8. */
  @Override
  double tolerance() {
    return 1e-5;
  }

  @Override
  long[] bits(float[] a) {
    return IntStream.range(0, a.length).mapToLong(i -> Float.floatToIntBits(a[i])).toArray();
  }

  @Override
  double smallest() {
    return Float.MIN_VALUE;
  }
}
