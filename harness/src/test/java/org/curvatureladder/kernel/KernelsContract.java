package org.curvatureladder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.curvatureladder.net.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every implementation of {@link Kernels} must do, and that the two backends agree in bits.
 */
abstract class KernelsContract<A> {
  private final Kernels<A> vector = kernels(KernelBackend.VECTOR);
  private final Kernels<A> scalar = kernels(KernelBackend.SCALAR);

  abstract Kernels<A> kernels(KernelBackend backend);

  /** Rounding of this precision, for sums of a few dozen terms of size 1. */
  abstract double tolerance();

  /** Smallest positive number. */
  abstract double smallest();

  /** Raw bits, NaN included. */
  abstract long[] bits(A a);

  @ParameterizedTest
  @CsvSource({"1, 1, 8", "3, 10, 8", "10, 17, 16", "16, 16, 32", "64, 33, 40", "17, 64, 24"})
  void productIsTheNaiveProduct(int in, int out, int rows) {
    int xWidth = Kernels.padded(in);
    int width = Kernels.padded(out);
    double[] x = random(1, rows * xWidth);
    double[] w = random(2, 5 + (in + 1) * width);
    A c = vector.zeros(rows * width);
    A twin = vector.zeros(rows * width);

    vector.product(storage(x), xWidth, in, storage(w), 5, c, width, rows);
    scalar.product(storage(x), xWidth, in, storage(w), 5, twin, width, rows);

    assertThat(bits(c)).isEqualTo(bits(twin));
    for (int n = 0; n < rows; n++) {
      for (int j = 0; j < out; j++) {
        double expected = w[5 + in * width + j];
        for (int i = 0; i < in; i++) {
          expected += x[n * xWidth + i] * w[5 + i * width + j];
        }
        assertThat(Math.abs(vector.get(c, n * width + j) - expected)).isLessThan(tolerance());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 10, 7", "10, 17, 16", "16, 16, 32", "64, 33, 5", "17, 64, 10"})
  void descendTakesTheNaiveStep(int in, int out, int batch) {
    int xWidth = Kernels.padded(in);
    int width = Kernels.padded(out);
    double[] x = random(3, batch * xWidth);
    double[] d = random(4, batch * width);
    double[] w0 = random(5, 3 + (in + 1) * width);
    double[] v0 = random(6, 3 + (in + 1) * width);
    A w = storage(w0);
    A v = storage(v0);
    A twinW = storage(w0);
    A twinV = storage(v0);
    A tile = vector.zeros(Kernels.ROWS * width);

    A xs = storage(x);
    A ds = storage(d);
    vector.descend(xs, xWidth, in, ds, width, batch, w, v, 3, tile, 0.9, 0.1, 0.05);
    scalar.descend(xs, xWidth, in, ds, width, batch, twinW, twinV, 3, tile, 0.9, 0.1, 0.05);

    assertThat(bits(w)).isEqualTo(bits(twinW));
    assertThat(bits(v)).isEqualTo(bits(twinV));
    for (int i = 0; i <= in; i++) {
      for (int j = 0; j < out; j++) {
        double g = 0;
        for (int n = 0; n < batch; n++) {
          g += (i < in ? x[n * xWidth + i] : 1) * d[n * width + j];
        }
        int at = 3 + i * width + j;
        double expected = 0.9 * v0[at] + g + 0.1 * w0[at];
        assertThat(Math.abs(vector.get(v, at) - expected)).isLessThan(tolerance());
        assertThat(Math.abs(vector.get(w, at) - (w0[at] - 0.05 * expected)))
            .isLessThan(tolerance());
      }
    }
    for (int i = 0; i < 3; i++) {
      assertThat(vector.get(w, i)).as("before the layer").isEqualTo(vector.get(storage(w0), i));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationsAgreeInBitsOnAnyNumber(Activation activation) {
    int n = 1 << 16;
    Random random = new Random(7);
    double[] special = {
      0.0,
      -0.0,
      1,
      -1,
      Double.MIN_VALUE,
      -1e-310,
      Float.MIN_VALUE,
      -1e-42,
      1e300,
      -1e300,
      1e30,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      8.4852813742385695,
      -40
    };
    double[] z = random.doubles(n).map(u -> (2 * u - 1) * 12).toArray();
    for (int i = 0; i < n / 2; i++) {
      z[i] *= Math.pow(2, -random.nextInt(60));
    }
    System.arraycopy(special, 0, z, 0, special.length);
    A a = storage(z);
    A slope = vector.zeros(n);
    A twin = storage(z);
    A twinSlope = vector.zeros(n);

    vector.activation(activation, n).apply(a, slope, n);
    scalar.activation(activation, n).apply(twin, twinSlope, n);

    for (int i = 0; i < n; i++) {
      assertSame(vector.get(a, i), vector.get(twin, i), "phi", z[i]);
      assertSame(vector.get(slope, i), vector.get(twinSlope, i), "phi'", z[i]);
      assertThat(Double.isNaN(vector.get(a, i)) || !Double.isNaN(z[i])).as("NaN stays").isTrue();
    }
  }

  private static void assertSame(double a, double b, String what, double at) {
    boolean same =
        Double.doubleToLongBits(a) == Double.doubleToLongBits(b)
            || Double.isNaN(at)
            || Double.isInfinite(at) && Double.isNaN(a) && Double.isNaN(b);
    assertThat(same).as("%s(%s): %s and %s", what, at, a, b).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void slopeIsTheDerivative(Activation activation) {
    int n = Kernels.PAD * 16;
    double h = Math.cbrt(tolerance()) / 4;
    double[] z = new Random(8).doubles(n, -4, 4).map(u -> u + 0.1 * Math.signum(u)).toArray();
    double[] up = java.util.Arrays.stream(z).map(u -> u + h).toArray();
    double[] down = java.util.Arrays.stream(z).map(u -> u - h).toArray();
    A slope = vector.zeros(n);
    A plus = storage(up);
    A minus = storage(down);
    A ignored = vector.zeros(n);

    vector.activation(activation, n).apply(storage(z), slope, n);
    vector.activation(activation, n).apply(plus, ignored, n);
    vector.activation(activation, n).apply(minus, ignored, n);

    for (int i = 0; i < n; i++) {
      double difference =
          (vector.get(plus, i) - vector.get(minus, i))
              / (vector.get(storage(up), i) - vector.get(storage(down), i));
      assertThat(Math.abs(vector.get(slope, i) - difference)).isLessThan(4 * h * h);
    }
  }

  @Test
  void reluHasSlopeZeroAtZero() {
    A z = storage(new double[Kernels.PAD]);
    A slope = storage(random(1, Kernels.PAD));
    vector.activation(Activation.RELU, Kernels.PAD).apply(z, slope, Kernels.PAD);
    assertThat(vector.get(slope, 0)).isZero();
    assertThat(vector.get(z, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "32, 10", "5, 17"})
  void softmaxGradientIsTheTextbookOne(int batch, int classes) {
    int width = Kernels.padded(classes);
    int rows = Kernels.paddedRows(batch);
    double[] z = random(9, rows * width);
    z[0] = 300;
    int[] labels = new Random(10).ints(batch, 0, classes).toArray();
    A d = vector.zeros(rows * width);
    A twin = vector.zeros(rows * width);

    vector.softmaxGradient(storage(z), labels, batch, classes, width, d);
    scalar.softmaxGradient(storage(z), labels, batch, classes, width, twin);

    assertThat(bits(d)).isEqualTo(bits(twin));
    for (int n = 0; n < batch; n++) {
      double top = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        top = Math.max(top, z[n * width + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(z[n * width + c] - top);
      }
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(z[n * width + c] - top) / sum;
        double expected = (p - (c == labels[n] ? 1 : 0)) / batch;
        assertThat(Math.abs(vector.get(d, n * width + c) - expected)).isLessThan(tolerance());
      }
      for (int c = classes; c < width; c++) {
        assertThat(vector.get(d, n * width + c)).as("padding").isZero();
      }
    }
  }

  @Test
  void transposeEndsWithARowOfZeros() {
    double[] w = random(11, 2 + 5 * 16);
    A t = storage(random(12, 4 * 16));
    vector.transpose(storage(w), 2, 5, 16, 3, t, 16);
    for (int i = 0; i < 5; i++) {
      for (int o = 0; o < 3; o++) {
        assertThat(vector.get(t, o * 16 + i)).isEqualTo(vector.get(storage(w), 2 + i * 16 + o));
      }
      assertThat(vector.get(t, 3 * 16 + i)).isZero();
    }
  }

  @Test
  void gatherAndMultiplyAndSquaredError() {
    A from = storage(random(13, 5 * 16));
    A to = vector.zeros(2 * 16);
    vector.gather(from, new int[] {9, 4, 0}, 1, 2, 16, to);
    assertThat(vector.get(to, 3)).isEqualTo(vector.get(from, 4 * 16 + 3));
    assertThat(vector.get(to, 16)).isEqualTo(vector.get(from, 0));

    A d = vector.zeros(2 * 16);
    vector.squaredErrorGradient(to, storage(new double[32]), 2, 16, d);
    assertThat(vector.get(d, 7)).isEqualTo(vector.get(to, 7) / 2);
    vector.multiply(d, storage(new double[32]), 32);
    assertThat(vector.get(d, 7) == 0).isTrue();
  }

  @Test
  void finiteSeesInfinitiesAndNaN() {
    A a = storage(new double[] {1, Double.NaN, 2, Double.NEGATIVE_INFINITY});
    assertThat(vector.finite(a, 0, 1)).isTrue();
    assertThat(vector.finite(a, 2, 1)).isTrue();
    assertThat(vector.finite(a, 0, 2)).isFalse();
    assertThat(vector.finite(a, 2, 2)).isFalse();
  }

  @Test
  void settleForgetsWhatIsNearlyDenormal() {
    double denormal = smallest();
    A v = storage(new double[] {denormal, denormal, -denormal, 1e-25, -1e-25, Double.NaN, 0});
    vector.settle(v, 1, 6);
    assertThat(bits(v))
        .isEqualTo(bits(storage(new double[] {denormal, 0, 0, 1e-25, -1e-25, Double.NaN, 0})));
  }

  A storage(double[] values) {
    A a = vector.zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      vector.set(a, i, values[i]);
    }
    return a;
  }

  private static double[] random(long seed, int n) {
    return new Random(seed).doubles(n, -1, 1).toArray();
  }
}
