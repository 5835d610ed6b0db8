package org.curvatureladder.experiments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.net.Activation;
import org.junit.jupiter.api.Test;

class TrainingFlopsTest {
  @Test
  void oneHiddenLayerByHand() {
    // Forward and weight gradient of 64 x 16 and 16 x 10, towards the hidden layer of 16 x 10 only.
    long multiplyAdds = 2 * (64 * 16 + 16 * 10) + 16 * 10;
    assertThat(TrainingFlops.step(RandomDigits.network("1x16", Activation.TANH), 32))
        .isEqualTo(2 * 32 * multiplyAdds)
        .isEqualTo(161_792);
  }

  @Test
  void severalHiddenLayers() {
    long multiplyAdds = 2 * 64 * 64 + 3 * (64 * 32 + 32 * 10);
    assertThat(TrainingFlops.step(RandomDigits.network("64-32", Activation.TANH), 1))
        .isEqualTo(2 * multiplyAdds);
    assertThat(TrainingFlops.step(RandomDigits.network("3x8", Activation.TANH), 2))
        .isEqualTo(2 * 2 * (2 * 64 * 8 + 3 * (8 * 8 + 8 * 8 + 8 * 10)));
  }
}
