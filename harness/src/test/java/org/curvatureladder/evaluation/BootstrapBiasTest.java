package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Repeated masks tie, which lowers every resampled rank correlation; intervals must not show it.
 */
class BootstrapBiasTest {
  private static final int QUERIES = 20;

  /** The closed form of {@link Bootstrap}'s Javadoc, with Commons Math's rho and tau. */
  @ParameterizedTest
  @CsvSource({"30, 0.5", "30, 0.9", "100, 0.5"})
  void resampledCorrelationsShrinkByTheirKnownFactor(int masks, double r) {
    Samples samples = new Samples(3);
    double[] x = new double[masks];
    double[] y = new double[masks];
    for (int j = 0; j < masks; j++) {
      x[j] = samples.gaussian();
      y[j] = r * x[j] + Math.sqrt(1 - r * r) * samples.gaussian();
    }
    double rho = new SpearmansCorrelation().correlation(x, y);
    double tau = new KendallsCorrelation().correlation(x, y);
    double ties = 3.0 * masks / (masks + 1);
    double expected = ((masks - 2) * rho + ties * tau) / (masks - 2 + ties);
    SpearmanCorrelation spearman = new SpearmanCorrelation(x, y);
    BootstrapDistribution distribution =
        new Bootstrap(40_000, 0.95, 1).distribution(masks, spearman::value);
    assertThat(distribution.estimate()).isCloseTo(rho, within(Tolerances.EXACT));
    // The noise of the denominator, left out of the closed form, is of the next order.
    assertThat(distribution.bias()).isCloseTo(expected - rho, within(0.3 / masks * (1 - rho)));
    assertThat(distribution.bias()).isLessThan(-0.1 * (1 - rho) / masks);
  }

  @Test
  void intervalIsMovedByTwiceTheBiasAndKeepsItsWidth() {
    BootstrapDistribution distribution =
        new BootstrapDistribution(5, new double[] {1, 2, Double.NaN, 3, 4, 5});
    assertThat(distribution.bias()).isEqualTo(-2);
    assertThat(distribution.percentile(0.5)).isEqualTo(new Bootstrap.Interval(2, 4));
    assertThat(distribution.interval(0.5)).isEqualTo(new Bootstrap.Interval(6, 8));
    BootstrapDistribution none = new BootstrapDistribution(1, new double[] {Double.NaN});
    assertThat(none.interval(0.95)).isEqualTo(new Bootstrap.Interval(Double.NaN, Double.NaN));
  }

  @Test
  void intervalsOfCorrelationsStayWithinTheirRange() {
    assertThat(new Bootstrap.Interval(0.9, 1.2).within(-1, 1))
        .isEqualTo(new Bootstrap.Interval(0.9, 1));
    assertThat(new Bootstrap.Interval(Double.NaN, Double.NaN).within(-1, 1).low()).isNaN();
  }

  /**
   * Many correlated queries, whose mean is known: bivariate normal with correlation r has the rank
   * correlation 6/pi asin(r/2). The plain percentile interval covers it far less often.
   */
  @ParameterizedTest
  @CsvSource({"30, 0.5, 0.90, 0.99", "30, 0.9, 0.93, 1.0", "100, 0.9, 0.91, 0.99"})
  void intervalOfAScoreOverManyQueriesCoversItAtItsNominalRate(
      int masks, double r, double least, double most) {
    double known = 6 / Math.PI * Math.asin(r / 2);
    int simulations = 250;
    int covered = 0;
    int coveredPlainly = 0;
    for (int s = 0; s < simulations; s++) {
      Samples samples = new Samples(1000 + s);
      double[][] truth = correlated(samples, masks);
      double[][] noise = correlated(samples, masks);
      Bootstrap bootstrap = new Bootstrap(200, 0.95, s);
      LdsEstimate estimate =
          new LinearDatamodelingScore(bootstrap)
              .estimate(truth, mixed(truth, noise, r), Samples.all(QUERIES));
      covered += estimate.low() <= known && known <= estimate.high() ? 1 : 0;
      double shift = 2 * biasOf(bootstrap, truth, mixed(truth, noise, r));
      double low = estimate.low() + shift;
      double high = estimate.high() + shift;
      coveredPlainly += low <= known && known <= high ? 1 : 0;
    }
    // 250 simulations at .95 have a standard error of .014.
    assertThat(covered / (double) simulations).isBetween(least, most);
    assertThat(coveredPlainly).as("percentile interval").isLessThan(covered - simulations / 50);
  }

  @Test
  void intervalOfADifferenceCoversItAtItsNominalRate() {
    double known = 6 / Math.PI * (Math.asin(0.9 / 2) - Math.asin(0.5 / 2));
    int simulations = 250;
    int covered = 0;
    for (int s = 0; s < simulations; s++) {
      Samples samples = new Samples(5000 + s);
      double[][] truth = correlated(samples, 30);
      double[][] noise = correlated(samples, 30);
      LdsEstimate difference =
          new PairedComparison(new Bootstrap(200, 0.95, s))
              .difference(
                  truth, mixed(truth, noise, 0.9), mixed(truth, noise, 0.5), Samples.all(QUERIES));
      covered += difference.low() <= known && known <= difference.high() ? 1 : 0;
    }
    assertThat(covered / (double) simulations).isBetween(0.9, 0.99);
  }

  private static double biasOf(Bootstrap bootstrap, double[][] truth, double[][] prediction) {
    QueryCorrelations correlations =
        new QueryCorrelations(truth, prediction, Samples.all(truth.length), Samples.all(QUERIES));
    return bootstrap
        .distribution(
            truth.length,
            weights ->
                Arrays.stream(Samples.all(QUERIES))
                    .mapToDouble(k -> correlations.value(k, weights))
                    .average()
                    .orElseThrow())
        .bias();
  }

  /** M x Q normal values; any two queries are correlated by 0.2 over the masks. */
  private static double[][] correlated(Samples samples, int masks) {
    double[][] values = samples.gaussian(masks, QUERIES);
    for (double[] row : values) {
      double shared = samples.gaussian();
      for (int q = 0; q < QUERIES; q++) {
        row[q] = Math.sqrt(0.2) * shared + Math.sqrt(0.8) * row[q];
      }
    }
    return values;
  }

  private static double[][] mixed(double[][] truth, double[][] noise, double r) {
    double[][] mixed = new double[truth.length][QUERIES];
    for (int j = 0; j < truth.length; j++) {
      for (int q = 0; q < QUERIES; q++) {
        mixed[j][q] = r * truth[j][q] + Math.sqrt(1 - r * r) * noise[j][q];
      }
    }
    return mixed;
  }
}
