package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The p-value of a paired comparison: by hand, and its rate of false calls by simulation. */
class PValueTest {
  private static final int QUERIES = 15;

  @Test
  void isStudentsTailOfTheBiasCorrectedDistance() {
    // Mean 2, so bias -1; corrected estimate 3 + 1 = 4; standard deviation sqrt(2/3).
    BootstrapDistribution distribution =
        new BootstrapDistribution(3, new double[] {1, 2, Double.NaN, 3});
    double t = 4 / Math.sqrt(2.0 / 3);
    assertThat(distribution.pValue(10))
        .isCloseTo(2 * (1 - new TDistribution(9).cumulativeProbability(t)), within(1e-12));
    assertThat(new BootstrapDistribution(-5, new double[] {-5, -6, -4}).pValue(10))
        .isCloseTo(
            new BootstrapDistribution(5, new double[] {5, 6, 4}).pValue(10),
            within(Tolerances.EXACT));
  }

  @Test
  void withoutSpreadItIsAllOrNothingAndWithoutValuesUndefined() {
    assertThat(new BootstrapDistribution(0, new double[] {0, 0}).pValue(5)).isEqualTo(1);
    assertThat(new BootstrapDistribution(0.1, new double[] {0.1, 0.1}).pValue(5)).isZero();
    assertThat(new BootstrapDistribution(0.1, new double[] {Double.NaN}).pValue(5)).isNaN();
  }

  /**
   * Two methods that are equally good: p below a level at most about as often as the level says.
   */
  @ParameterizedTest
  @ValueSource(ints = {30, 100})
  void equallyGoodMethodsAreCalledDifferentAtTheNominalRate(int masks) {
    int simulations = 400;
    double[] p = new double[simulations];
    for (int s = 0; s < simulations; s++) {
      Samples samples = new Samples(7000 + s);
      double[][] truth = samples.gaussian(masks, QUERIES);
      p[s] =
          new PairedComparison(new Bootstrap(100, 0.95, s))
              .difference(truth, noisy(samples, truth), noisy(samples, truth), Samples.all(QUERIES))
              .p();
    }
    // Standard errors of these rates: .011, .005, .025. With few masks the bootstrap's spread is a
    // little too large (as its intervals cover a little too often), which errs on the safe side.
    assertThat(rate(p, 0.05)).isBetween(0.02, 0.085);
    assertThat(rate(p, 0.01)).isLessThan(0.03);
    assertThat(rate(p, 0.5)).isBetween(masks == 30 ? 0.36 : 0.42, 0.56);
  }

  @Test
  void isSmallWhereTheIntervalIsFarFromZeroAndNotBoundedByTheResamples() {
    Samples samples = new Samples(3);
    double[][] truth = samples.gaussian(100, QUERIES);
    double[][] good = noisy(samples, truth);
    LdsEstimate estimate =
        new PairedComparison(new Bootstrap(100, 0.95, 1))
            .difference(truth, good, samples.gaussian(100, QUERIES), Samples.all(QUERIES));
    assertThat(estimate.low()).isPositive();
    assertThat(estimate.p()).isPositive().isLessThan(1e-6);
  }

  private static double rate(double[] p, double level) {
    return Arrays.stream(p).filter(value -> value < level).count() / (double) p.length;
  }

  private static double[][] noisy(Samples samples, double[][] truth) {
    double[][] noisy = samples.gaussian(truth.length, QUERIES);
    for (int j = 0; j < noisy.length; j++) {
      for (int q = 0; q < QUERIES; q++) {
        noisy[j][q] += truth[j][q];
      }
    }
    return noisy;
  }
}
