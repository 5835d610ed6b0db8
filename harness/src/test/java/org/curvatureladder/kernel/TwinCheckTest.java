package org.curvatureladder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.curvatureladder.net.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwinCheckTest {
  private final Kernels<double[]> scalar = KernelBackend.SCALAR.float64();

  @Test
  void theBackendsOfThisJvmPass() {
    assertThat(TwinCheck.passes()).isTrue();
    assertThat(TwinCheck.agree(scalar, scalar)).isTrue();
  }

  /**
   * Each kernel that computes: its last argument of type double[] is off by some ulp in one place.
   */
  @ParameterizedTest
  @ValueSource(strings = {"product", "multiply", "softmaxGradient", "transpose", "gather"})
  void aTwinThatIsOffByAFewUlpIsNoticed(String kernel) {
    assertThat(TwinCheck.agree(wrong(kernel), scalar)).isFalse();
  }

  @Test
  void aTwinWithAnotherMomentumStepIsNoticed() {
    assertThat(TwinCheck.agree(wrong("descend"), scalar)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aTwinWithOneWrongActivationIsNoticed(Activation wrong) {
    Kernels<double[]> twin =
        proxy(
            scalar,
            call -> {
              if (call.method().equals("activation") && call.arguments()[0] == wrong) {
                int capacity = (Integer) call.arguments()[1];
                Kernels.Elementwise<double[]> right = scalar.activation(wrong, capacity);
                Kernels.Elementwise<double[]> off =
                    (z, slope, n) -> {
                      right.apply(z, slope, n);
                      z[1] = z[1] * (1 + 1e-13) + 1e-13;
                    };
                return new Call(call.method(), call.arguments(), off);
              }
              return call;
            });
    assertThat(TwinCheck.agree(twin, scalar)).isFalse();
  }

  @Test
  void theFallBackIsScalarWithOneWarning() {
    List<String> warnings = new ArrayList<>();
    assertThat(KernelBackend.choose(true, () -> false, warnings::add))
        .isEqualTo(KernelBackend.SCALAR);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("do not give the bits").contains("scalar");
    warnings.clear();
    assertThat(KernelBackend.choose(false, () -> true, warnings::add))
        .isEqualTo(KernelBackend.SCALAR);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("--add-modules jdk.incubator.vector");
    warnings.clear();
    assertThat(KernelBackend.choose(true, () -> true, warnings::add))
        .isEqualTo(KernelBackend.VECTOR);
    assertThat(warnings).isEmpty();
  }

  /** The scalar kernels, one of which leaves one number some ulp too large. */
  private Kernels<double[]> wrong(String kernel) {
    return proxy(
        scalar,
        call -> {
          if (call.method().equals(kernel)) {
            double[] result = result(kernel, call.arguments());
            result[1] *= 1 + 1e-14;
          }
          return call;
        });
  }

  private static double[] result(String kernel, Object[] arguments) {
    return (double[])
        switch (kernel) {
          case "product" -> arguments[5];
          case "multiply" -> arguments[0];
          case "descend" -> arguments[6];
          case "softmaxGradient", "gather", "transpose" -> arguments[5];
          default -> throw new IllegalArgumentException(kernel);
        };
  }

  private record Call(String method, Object[] arguments, Object result) {}

  @SuppressWarnings("unchecked") // the proxy of an interface is of that interface
  private static Kernels<double[]> proxy(Kernels<double[]> kernels, UnaryOperator<Call> after) {
    return (Kernels<double[]>)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(kernels, arguments);
                return after.apply(new Call(method.getName(), arguments, result)).result();
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
