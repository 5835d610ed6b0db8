package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class LdsByRepeatsTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(50, 0.95, 1);
  private static final int[] QUERIES = Samples.all(6);
  private final LinearDatamodelingScore lds = new LinearDatamodelingScore(BOOTSTRAP);
  private final NoiseCeiling ceiling = new NoiseCeiling(5, 2, BOOTSTRAP);
  private final LdsByRepeats curve = new LdsByRepeats(lds, ceiling);

  @Test
  void riseWithRepeatsAndEndWithWhatAllOfThemGive() {
    Samples samples = new Samples(1);
    double[][] signal = samples.gaussian(80, 6);
    double[][][] values = noisy(samples, signal, 8);
    List<LdsByRepeats.Point> points = curve.of(values, signal, QUERIES, List.of(1, 2, 4, 8));
    assertThat(points).extracting(LdsByRepeats.Point::repeats).containsExactly(1, 2, 4, 8);
    assertThat(points)
        .extracting(point -> point.lds().value())
        .isSorted()
        .last()
        .isEqualTo(lds.value(means(values), signal, QUERIES));
    assertThat(curve.ceiling(values, QUERIES, 1)).as("one repeat has no halves").isEmpty();
    int all = points.get(3).repeats();
    assertThat(curve.ceiling(values, QUERIES, all)).isEqualTo(ceiling.estimate(values, QUERIES));
    assertThat(curve.ceiling(values, QUERIES, all).orElseThrow().ceiling())
        .isGreaterThan(
            curve.ceiling(values, QUERIES, points.get(1).repeats()).orElseThrow().ceiling());
  }

  @Test
  void onlyTheFirstRepeatsCount() {
    Samples samples = new Samples(2);
    double[][] signal = samples.gaussian(20, 6);
    double[][][] values = noisy(samples, signal, 4);
    LdsEstimate two = curve.of(values, signal, QUERIES, List.of(2)).get(0).lds();
    for (double[][] repeats : values) {
      Arrays.fill(repeats[3], 99);
      Arrays.fill(repeats[2], Double.NaN);
    }
    assertThat(curve.of(values, signal, QUERIES, List.of(2)).get(0).lds()).isEqualTo(two);
    assertThat(curve.of(values, signal, QUERIES, List.of(3)).get(0).lds())
        .as("a diverged repeat adds nothing")
        .isEqualTo(two);
  }

  @Test
  void moreThanThereAreIsRefused() {
    double[][][] values = {{{1}, {2}}, {{2}, {3}}};
    assertThatThrownBy(() -> curve.of(values, new double[][] {{1}, {2}}, new int[] {0}, List.of(3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("repeats: 3; expected 1 to 2, as many as were retrained");
  }

  private static double[][][] noisy(Samples samples, double[][] signal, int repeats) {
    double[][][] values = new double[signal.length][][];
    for (int j = 0; j < signal.length; j++) {
      values[j] = samples.gaussian(repeats, signal[j].length);
      for (double[] repeat : values[j]) {
        for (int q = 0; q < repeat.length; q++) {
          repeat[q] = signal[j][q] + 2 * repeat[q];
        }
      }
    }
    return values;
  }

  private static double[][] means(double[][][] values) {
    double[][] means = new double[values.length][values[0][0].length];
    for (int j = 0; j < values.length; j++) {
      for (int q = 0; q < means[j].length; q++) {
        int query = q;
        means[j][q] = Arrays.stream(values[j]).mapToDouble(r -> r[query]).average().orElseThrow();
      }
    }
    return means;
  }
}
