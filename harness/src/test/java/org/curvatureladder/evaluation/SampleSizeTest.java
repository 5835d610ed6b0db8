package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleSizeTest {

  @Test
  void halfTheWidthTakesFourTimesTheMasks() {
    assertThat(SampleSize.masks(100, 0.02, 0.01)).isEqualTo(400);
    assertThat(SampleSize.masks(100, 0.02, -0.01)).as("either side").isEqualTo(400);
    assertThat(SampleSize.masks(100, 0.02, 0.03)).as("already decided").isEqualTo(100);
    assertThat(SampleSize.masks(100, 0.02, 0)).isInfinite();
  }

  /** The law itself, on the real interval: 16 times the masks, a quarter of the width. */
  @Test
  void intervalsOfDifferencesShrinkWithTheRootOfTheMasks() {
    assertThat(halfWidth(40) / halfWidth(640)).isCloseTo(4, within(0.8));
  }

  private static double halfWidth(int masks) {
    double sum = 0;
    for (int s = 0; s < 4; s++) {
      Samples samples = new Samples(s);
      LdsEstimate difference =
          new PairedComparison(new Bootstrap(200, 0.95, s))
              .difference(
                  samples.gaussian(masks, 8),
                  samples.gaussian(masks, 8),
                  samples.gaussian(masks, 8),
                  Samples.all(8));
      sum += (difference.high() - difference.low()) / 2;
    }
    return sum / 4;
  }
}
