package org.curvatureladder.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curvatureladder.net.Samples.COUNT;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.Dataset;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of {@link Network} promises, over depths, activations and losses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetworkContract {
  private static final double STEP = 1e-5;

  /** The implementation under test. */
  abstract Network network(Architecture architecture);

  final List<Architecture> architectures() {
    return Samples.architectures();
  }

  final Stream<Architecture> classifiers() {
    return architectures().stream().filter(a -> a.loss() == Loss.CROSS_ENTROPY);
  }

  final Stream<Architecture> smooth() {
    return architectures().stream().filter(a -> a.activation() != Activation.RELU);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientsAreTheCentralDifferencesOfTheMeasurement(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 1);
    Dataset data = Samples.data(architecture, COUNT, 2);
    for (Measurement f : measurements(architecture)) {
      double[] expected = differences(theta, t -> network.measure(f, t, data));
      assertClose(network.gradients(f, theta, data), expected, Tolerances.FINITE_DIFFERENCE);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void jacobianIsTheCentralDifferencesOfTheOutputs(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 3);
    Dataset data = Samples.data(architecture, COUNT, 4);
    double[] expected = differences(theta, t -> network.outputs(t, data));
    assertClose(network.jacobian(theta, data), expected, Tolerances.FINITE_DIFFERENCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void meanOfPerSampleGradientsIsTheGradientOfTheMean(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 5);
    Dataset data = Samples.data(architecture, COUNT, 6);
    int parameters = network.layout().parameterCount();
    for (Measurement f : measurements(architecture)) {
      double[] each = network.gradients(f, theta, data);
      double[] mean = new double[parameters];
      for (int k = 0; k < each.length; k++) {
        mean[k % parameters] += each[k] / COUNT;
      }
      assertClose(network.meanGradient(f, theta, data), mean, Tolerances.EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void resultsOfAnExampleDoNotDependOnTheOthers(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 7);
    Dataset data = Samples.data(architecture, COUNT, 8);
    int[] indices = {5, 2};
    Dataset some = data.subset(indices);
    int parameters = network.layout().parameterCount();
    int classes = architecture.outputs();
    assertThat(network.gradients(Measurement.LOSS, theta, some))
        .isEqualTo(rows(network.gradients(Measurement.LOSS, theta, data), parameters, indices));
    assertThat(network.jacobian(theta, some))
        .isEqualTo(rows(network.jacobian(theta, data), classes * parameters, indices));
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void hessianVectorProductIsTheDenseHessianOfDifferencesTimesTheVector(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 9);
    Dataset data = Samples.data(architecture, COUNT, 10);
    int parameters = theta.length;
    double[] hessian = hessian(network, theta, data);
    double[] differences = differences(theta, t -> network.meanGradient(Measurement.LOSS, t, data));
    assertClose(hessian, differences, Tolerances.FINITE_DIFFERENCE);

    double[] v = Samples.normal(new SplittableRandom(11), parameters, 1);
    double[] dense = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      for (int j = 0; j < parameters; j++) {
        dense[i] += hessian[i * parameters + j] * v[j];
      }
    }
    assertClose(network.hessianVectorProduct(theta, data, v), dense, Tolerances.EXACT);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void hessianIsSymmetric(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 12);
    double[] hessian = hessian(network, theta, Samples.data(architecture, COUNT, 13));
    int parameters = theta.length;
    double[] transposed = new double[hessian.length];
    for (int k = 0; k < hessian.length; k++) {
      transposed[k % parameters * parameters + k / parameters] = hessian[k];
    }
    assertClose(hessian, transposed, Tolerances.EXACT);
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void marginIsTheLogOddsOfTheClass(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 0.6, 14);
    Dataset data = Samples.data(architecture, COUNT, 15);
    double[] z = network.outputs(theta, data);
    double[] margins = new double[COUNT];
    double[] losses = new double[COUNT];
    for (int n = 0; n < COUNT; n++) {
      double[] row = Arrays.copyOfRange(z, n * 3, n * 3 + 3);
      double p = Math.exp(row[data.label(n)]) / Arrays.stream(row).map(Math::exp).sum();
      margins[n] = Math.log(p) - Math.log(1 - p);
      losses[n] = -Math.log(p);
    }
    assertClose(network.measure(Measurement.MARGIN, theta, data), margins, Tolerances.EXACT);
    assertClose(network.measure(Measurement.LOSS, theta, data), losses, Tolerances.EXACT);
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void measurementsOfSaturatedNetworksAreFinite(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 300, 16);
    Dataset data = Samples.data(architecture, COUNT, 17);
    double[] margins = network.measure(Measurement.MARGIN, theta, data);
    assertThat(Arrays.stream(margins).map(Math::abs).max().orElseThrow()).isGreaterThan(750);
    for (Measurement f : measurements(architecture)) {
      assertThat(network.measure(f, theta, data)).doesNotContain(Double.NaN).satisfies(FINITE);
      assertThat(network.gradients(f, theta, data)).satisfies(FINITE);
    }
    double[] v = new double[theta.length];
    Arrays.fill(v, 1);
    assertThat(network.hessianVectorProduct(theta, data, v)).satisfies(FINITE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void argumentsThatDoNotFitAreRefused(Architecture architecture) {
    Network network = network(architecture);
    double[] theta = Samples.theta(architecture, 1, 18);
    Dataset data = Samples.data(architecture, COUNT, 19);
    String name = architecture.describe();
    assertThatThrownBy(() -> network.outputs(new double[theta.length + 1], data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s: theta of length %d, expected P = %d", name, theta.length + 1, theta.length);
    assertThatThrownBy(() -> network.hessianVectorProduct(theta, data, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vector of length 2, expected P = " + theta.length);
    Dataset wide =
        new Dataset("wide", COUNT, new double[COUNT * 5], data.targets(), 5, data.classCount());
    assertThatThrownBy(() -> network.gradients(Measurement.LOSS, theta, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wide has 5 features, expected 4");
    int classes = data.isClassification() ? 0 : 3;
    Dataset other = new Dataset("other", COUNT, data.features(), data.targets(), 4, classes);
    assertThatThrownBy(() -> network.jacobian(theta, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(classes == 0 ? "is a regression" : "is a classification");
    Dataset narrow =
        new Dataset("narrow", COUNT, data.features(), new double[COUNT], 4, classes == 0 ? 2 : 0);
    assertThatThrownBy(() -> network.measure(Measurement.LOSS, theta, narrow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(classes == 0 ? "has 2 classes, expected 3" : "has 1 targets");
  }

  private static final java.util.function.Consumer<double[]> FINITE =
      values -> {
        for (double value : values) {
          assertThat(value).isFinite();
        }
      };

  private static List<Measurement> measurements(Architecture architecture) {
    return architecture.loss() == Loss.CROSS_ENTROPY
        ? List.of(Measurement.LOSS, Measurement.MARGIN)
        : List.of(Measurement.LOSS, Measurement.ABSOLUTE_ERROR);
  }

  /** Dense H, one product with a unit vector per column. */
  private static double[] hessian(Network network, double[] theta, Dataset data) {
    int parameters = theta.length;
    double[] hessian = new double[parameters * parameters];
    for (int j = 0; j < parameters; j++) {
      double[] unit = new double[parameters];
      unit[j] = 1;
      double[] column = network.hessianVectorProduct(theta, data, unit);
      for (int i = 0; i < parameters; i++) {
        hessian[i * parameters + j] = column[i];
      }
    }
    return hessian;
  }

  /** Central differences of a vector function: K x P row-major, row k = df_k/dtheta. */
  private static double[] differences(double[] theta, Function<double[], double[]> f) {
    int parameters = theta.length;
    double[] result = new double[f.apply(theta).length * parameters];
    for (int p = 0; p < parameters; p++) {
      double[] moved = theta.clone();
      moved[p] = theta[p] + STEP;
      double[] up = f.apply(moved);
      moved[p] = theta[p] - STEP;
      double[] down = f.apply(moved);
      for (int k = 0; k < up.length; k++) {
        result[k * parameters + p] = (up[k] - down[k]) / (2 * STEP);
      }
    }
    return result;
  }

  private static double[] rows(double[] matrix, int width, int[] indices) {
    double[] result = new double[indices.length * width];
    for (int k = 0; k < indices.length; k++) {
      System.arraycopy(matrix, indices[k] * width, result, k * width, width);
    }
    return result;
  }

  /** Every entry agrees to the tolerance times the largest expected entry. */
  static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(scale).isPositive();
    double worst = 0;
    for (int k = 0; k < expected.length; k++) {
      worst = Math.max(worst, Math.abs(actual[k] - expected[k]) / scale);
      assertThat(actual[k]).isNotNaN();
    }
    assertThat(worst).isLessThan(tolerance);
  }
}
