package org.curvatureladder.kernel;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which implementation of the training kernels runs. Both give the same bits, on every JDK, lane
 * count, JIT tier and thread, for four reasons:
 *
 * <ol>
 *   <li>Lanes run over outputs, never over a reduction: each output is one chain of operations in
 *       one fixed order, whether 1, 2, 4, 8 or 16 outputs are computed at a time.
 *   <li>Every multiply-add of a chain is fused ({@link Math#fma}), which is exact by the IEEE 754
 *       definition; neither backend leaves the compiler a choice between fused and not fused.
 *   <li>tanh, exp and erf are polynomials made of add, multiply, fma, divide, compare and bit
 *       operations only. The JVM's own vector TANH and EXP differ between JDKs and lane counts.
 *   <li>Padding takes part in no reduction.
 * </ol>
 */
public enum KernelBackend {
  /** {@code jdk.incubator.vector} at the machine's preferred width, up to 512 bits. */
  VECTOR,
  /** Plain Java; serves where the module is absent, several times slower. */
  SCALAR;

  private static final String MODULE = "jdk.incubator.vector";

  /**
   * VECTOR where the module is present at run time and passes {@link TwinCheck}, else SCALAR, with
   * one warning in the log.
   */
  public static KernelBackend best() {
    return Best.BACKEND;
  }

  /** Whether this JVM was started with {@code --add-modules jdk.incubator.vector}. */
  static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * The kernels of this backend in double precision.
   *
   * @throws IllegalStateException for VECTOR without the module
   */
  public Kernels<double[]> float64() {
    requireModule();
    return this == VECTOR ? new VectorKernels64() : new ScalarKernels64();
  }

  /**
   * The kernels of this backend in single precision.
   *
   * @throws IllegalStateException for VECTOR without the module
   */
  public Kernels<float[]> float32() {
    requireModule();
    return this == VECTOR ? new VectorKernels32() : new ScalarKernels32();
  }

  private void requireModule() {
    if (this == VECTOR && !vectorModulePresent()) {
      throw new IllegalStateException(
          "vector kernels need the JVM option --add-modules " + MODULE + "; scalar ones do not");
    }
  }

  /** Decides, and warns, once per JVM. */
  private static final class Best {
    private static final Logger LOG = LoggerFactory.getLogger(KernelBackend.class);
    private static final KernelBackend BACKEND = choose();

    private static KernelBackend choose() {
      return KernelBackend.choose(vectorModulePresent(), TwinCheck::passes, LOG::warn);
    }
  }

  /** VECTOR if it can and may be used, else SCALAR and the reason. */
  static KernelBackend choose(
      boolean modulePresent, BooleanSupplier sameBits, Consumer<String> warning) {
    if (!modulePresent) {
      warning.accept(
          "%s is absent: training runs on scalar kernels, same bits but slower".formatted(MODULE)
              + " (start Java with --add-modules %s)".formatted(MODULE));
      return SCALAR;
    }
    if (!sameBits.getAsBoolean()) {
      warning.accept(
          "vector kernels do not give the bits of the scalar ones on this JVM (%s, %s):"
                  .formatted(System.getProperty("java.vm.version"), System.getProperty("os.arch"))
              + " training runs on scalar kernels, slower");
      return SCALAR;
    }
    return VECTOR;
  }
}
