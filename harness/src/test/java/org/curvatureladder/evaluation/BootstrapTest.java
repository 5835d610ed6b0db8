package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
  @Test
  void everyResampleHoldsAsManyMasksAsTheData() {
    for (int[] counts : new Bootstrap(200, 0.95, 1).multiplicities(13)) {
      assertThat(counts).hasSize(13);
      assertThat(Arrays.stream(counts).sum()).isEqualTo(13);
    }
  }

  @Test
  void masksAreDrawnUniformly() {
    // Each count is binomial with mean 1 and variance 1 - 1/20: 20,000 of them, mean within 5
    // sigma.
    int[][] counts = new Bootstrap(20_000, 0.95, 2).multiplicities(20);
    for (int unit = 0; unit < 20; unit++) {
      int u = unit;
      double mean = Arrays.stream(counts).mapToInt(row -> row[u]).average().orElseThrow();
      assertThat(mean).isCloseTo(1, within(5 * Math.sqrt(0.95 / 20_000)));
    }
  }

  @Test
  void resamplesDependOnTheSeedAloneOnAnyThread() {
    Bootstrap bootstrap = new Bootstrap(50, 0.95, 7);
    int[][] expected = bootstrap.multiplicities(11);
    assertThat(new Bootstrap(50, 0.95, 8).multiplicities(11)).isNotEqualTo(expected);
    IntStream.range(0, 8)
        .parallel()
        .forEach(i -> assertThat(bootstrap.multiplicities(11)).isDeepEqualTo(expected));
  }

  @Test
  void intervalOfAMeanHasItsTextbookWidth() {
    // Units 1..100: standard error of the mean sqrt(833.25 / 100) = 2.887, 90 % interval +-1.645 of
    // it.
    Bootstrap.Interval interval =
        new Bootstrap(20_000, 0.9, 3)
            .interval(
                100,
                weights ->
                    IntStream.range(0, 100).mapToDouble(i -> weights[i] * (i + 1)).sum() / 100);
    assertThat(interval.low()).isCloseTo(50.5 - 4.748, within(0.15));
    assertThat(interval.high()).isCloseTo(50.5 + 4.748, within(0.15));
  }

  @Test
  void resamplesWithoutADefinedValueAreLeftOut() {
    Bootstrap bootstrap = new Bootstrap(100, 0.95, 4);
    Bootstrap.Interval interval = bootstrap.interval(2, w -> w[0] == 1 ? 5 : Double.NaN);
    assertThat(interval).isEqualTo(new Bootstrap.Interval(5, 5));
    assertThat(bootstrap.interval(2, w -> Double.NaN))
        .isEqualTo(new Bootstrap.Interval(Double.NaN, Double.NaN));
  }

  /** Bivariate normal with correlation r has the rank correlation 6/pi asin(r/2). */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.8})
  void intervalsCoverAKnownRankCorrelationAtAboutTheirNominalRate(double r) {
    double known = 6 / Math.PI * Math.asin(r / 2);
    Samples samples = new Samples(11);
    int simulations = 600;
    int covered = 0;
    for (int s = 0; s < simulations; s++) {
      double[][] truth = new double[100][1];
      double[][] prediction = new double[100][1];
      for (int j = 0; j < 100; j++) {
        truth[j][0] = samples.gaussian();
        prediction[j][0] = r * truth[j][0] + Math.sqrt(1 - r * r) * samples.gaussian();
      }
      LdsEstimate estimate =
          new LinearDatamodelingScore(new Bootstrap(400, 0.95, s))
              .estimate(truth, prediction, new int[] {0});
      if (estimate.low() <= known && known <= estimate.high()) {
        covered++;
      }
    }
    // 600 simulations at .95 have a standard error of .009; the percentile interval of 100 masks is
    // known to fall short by about .01.
    assertThat(covered / (double) simulations).isBetween(0.91, 0.98);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> new Bootstrap(0, 0.95, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Bootstrap(10, 95, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0.95");
    assertThatThrownBy(() -> new Bootstrap(10, Double.NaN, 1))
        .isInstanceOf(InvalidInputException.class);
  }
}
