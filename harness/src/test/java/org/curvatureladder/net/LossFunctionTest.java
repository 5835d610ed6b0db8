package org.curvatureladder.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossFunctionTest {
  private static final int CLASSES = 5;
  private static final int ROW = 2;

  @ParameterizedTest
  @EnumSource(Loss.class)
  void factorTransposedTimesFactorIsTheOutputCurvature(Loss loss) {
    double[] z = outputs(1.5);
    double[] r = new double[CLASSES * CLASSES];
    LossFunction.of(loss).factor(z, ROW, CLASSES, r, 0);
    double[] product = new double[CLASSES * CLASSES];
    double[] expected = new double[CLASSES * CLASSES];
    double[] p = naiveSoftmax(z);
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < CLASSES; j++) {
        for (int k = 0; k < CLASSES; k++) {
          product[i * CLASSES + j] += r[k * CLASSES + i] * r[k * CLASSES + j];
        }
        double diagonal = i == j ? 1 : 0;
        expected[i * CLASSES + j] =
            loss == Loss.CROSS_ENTROPY ? diagonal * p[i] - p[i] * p[j] : diagonal;
      }
    }
    NetworkContract.assertClose(product, expected, Tolerances.EXACT);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void curvatureProductIsTheFactorsProduct(Loss loss) {
    double[] z = outputs(1.5);
    double[] v = Samples.normal(new SplittableRandom(2), ROW + CLASSES, 1);
    double[] r = new double[CLASSES * CLASSES + 3];
    LossFunction.of(loss).factor(z, ROW, CLASSES, r, 3);
    double[] expected = new double[ROW + CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      double rv = 0;
      for (int j = 0; j < CLASSES; j++) {
        rv += r[3 + k * CLASSES + j] * v[ROW + j];
      }
      for (int i = 0; i < CLASSES; i++) {
        expected[ROW + i] += r[3 + k * CLASSES + i] * rv;
      }
    }
    double[] actual = new double[ROW + CLASSES];
    LossFunction.of(loss).curvatureProduct(z, ROW, CLASSES, v, actual);
    NetworkContract.assertClose(actual, expected, Tolerances.EXACT);
  }

  @Test
  void crossEntropyOfAConvergedExampleKeepsItsRelativeAccuracy() {
    double[] z = {40, 0, 0};
    double[] gradient = new double[3];
    LossFunction loss = LossFunction.of(Loss.CROSS_ENTROPY);
    double tiny = 2 * StrictMath.exp(-40);
    assertThat(loss.value(z, 0, 3, new double[] {0}, 0)).isCloseTo(tiny, relative(tiny));
    loss.gradient(z, 0, 3, new double[] {0}, 0, gradient);
    assertThat(gradient[0]).isCloseTo(-tiny, relative(tiny));
    assertThat(loss.value(new double[] {-1e4, 1e4}, 0, 2, new double[] {0}, 0)).isEqualTo(2e4);
  }

  @Test
  void marginOfAConvergedExampleIsTheDifferenceOfLogits() {
    OutputFunction margin = OutputFunction.of(Measurement.MARGIN, Loss.CROSS_ENTROPY);
    double[] z = {1000, 0, 0};
    assertThat(margin.value(z, 0, 3, new double[] {0}, 0)).isEqualTo(1000 - StrictMath.log(2));
    assertThat(margin.value(z, 0, 3, new double[] {1}, 0)).isEqualTo(-1000);
    double[] gradient = new double[3];
    margin.gradient(z, 0, 3, new double[] {0}, 0, gradient);
    assertThat(gradient).containsExactly(1, -0.5, -0.5);
  }

  @Test
  void absoluteErrorHasTheSignOfTheErrorForAGradientAndNoneAtItsKink() {
    OutputFunction error = OutputFunction.of(Measurement.ABSOLUTE_ERROR, Loss.SQUARED_ERROR);
    double[] gradient = new double[1];
    assertThat(error.value(new double[] {1.5}, 0, 1, new double[] {4}, 0)).isEqualTo(2.5);
    error.gradient(new double[] {1.5}, 0, 1, new double[] {4}, 0, gradient);
    assertThat(gradient).containsExactly(-1);
    error.gradient(new double[] {4}, 0, 1, new double[] {4}, 0, gradient);
    assertThat(gradient).containsExactly(0);
  }

  private static org.assertj.core.data.Offset<Double> relative(double value) {
    return org.assertj.core.data.Offset.offset(Tolerances.EXACT * value);
  }

  private static double[] outputs(double scale) {
    return Samples.normal(new SplittableRandom(1), ROW + CLASSES, scale);
  }

  private static double[] naiveSoftmax(double[] z) {
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      sum += Math.exp(z[ROW + c]);
    }
    double[] p = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      p[c] = Math.exp(z[ROW + c]) / sum;
    }
    return p;
  }
}
