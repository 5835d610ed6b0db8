package org.curvatureladder.kernel;

import org.curvatureladder.net.Activation;

/**
 * Whether two implementations of the kernels give the same bits on this JVM: one fixed training
 * step of a 3-17-2 network on 3 examples, for each activation, in both precisions.
 *
 * <p>It runs once, in the interpreter, in some ten milliseconds. So it sees a platform whose
 * arithmetic or vector module is not what the kernels count on, and cannot see a defect of the JIT
 * compiler that only appears after thousands of steps; that is what the tests are for.
 */
final class TwinCheck {
  private static final int INPUTS = 3;
  private static final int HIDDEN = 17;
  private static final int OUTPUTS = 2;
  private static final int BATCH = 3;
  private static final int[] ORDER = {2, 3, 0, 1};
  private static final int[] CLASSES = {1, 0, 1};

  private TwinCheck() {}

  /** Whether both backends agree in both precisions. */
  static boolean passes() {
    return agree(KernelBackend.VECTOR.float64(), KernelBackend.SCALAR.float64())
        && agree(KernelBackend.VECTOR.float32(), KernelBackend.SCALAR.float32());
  }

  /** Whether two implementations take the same steps, bit by bit. */
  static <A> boolean agree(Kernels<A> kernels, Kernels<A> twin) {
    for (Activation activation : Activation.values()) {
      A here = step(kernels, activation);
      A there = step(twin, activation);
      for (int i = 0; i < size(); i++) {
        long bits = Double.doubleToLongBits(kernels.get(here, i));
        if (bits != Double.doubleToLongBits(twin.get(there, i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Elements of both layers' weights in storage. */
  private static int size() {
    return (INPUTS + 1) * Kernels.padded(HIDDEN) + (HIDDEN + 1) * Kernels.padded(OUTPUTS);
  }

  /** All weights after one step. */
  private static <A> A step(Kernels<A> kernels, Activation activation) {
    int rows = Kernels.paddedRows(BATCH);
    int inWidth = Kernels.padded(INPUTS);
    int width = Kernels.padded(HIDDEN);
    int outWidth = Kernels.padded(OUTPUTS);
    int second = (INPUTS + 1) * width;
    A weights = numbers(kernels, size(), 0.7);
    A velocity = numbers(kernels, size(), 0.1);
    A tile = kernels.zeros(Kernels.ROWS * width);
    A examples = numbers(kernels, ORDER.length * inWidth, 3);
    A x = kernels.zeros(rows * inWidth);
    A a = kernels.zeros(rows * width);
    A slope = kernels.zeros(rows * width);
    A z = kernels.zeros(rows * outWidth);
    A d = kernels.zeros(rows * outWidth);
    A back = kernels.zeros(rows * width);
    A transposed = kernels.zeros((OUTPUTS + 1) * width);
    Kernels.Elementwise<A> phi = kernels.activation(activation, rows * width);
    kernels.gather(examples, ORDER, 1, BATCH, inWidth, x);
    kernels.product(x, inWidth, INPUTS, weights, 0, a, width, rows);
    phi.apply(a, slope, rows * width);
    kernels.product(a, width, HIDDEN, weights, second, z, outWidth, rows);
    kernels.softmaxGradient(z, CLASSES, BATCH, OUTPUTS, outWidth, d);
    kernels.transpose(weights, second, HIDDEN, outWidth, OUTPUTS, transposed, width);
    kernels.product(d, outWidth, OUTPUTS, transposed, 0, back, width, rows);
    kernels.multiply(back, slope, rows * width);
    kernels.descend(
        a, width, HIDDEN, d, outWidth, BATCH, weights, velocity, second, tile, 0.9, 0.01, 0.1);
    kernels.descend(
        x, inWidth, INPUTS, back, width, BATCH, weights, velocity, 0, tile, 0.9, 0.01, 0.1);
    return weights;
  }

  /** Fixed numbers without a pattern in (-scale, scale): multiples of the golden section. */
  private static <A> A numbers(Kernels<A> kernels, int n, double scale) {
    A a = kernels.zeros(n);
    for (int i = 0; i < n; i++) {
      double turns = (i + 1) * 0.6180339887498949;
      kernels.set(a, i, scale * (2 * (turns - Math.floor(turns)) - 1));
    }
    return a;
  }
}
