package org.curvatureladder.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.net.Measurement;
import org.junit.jupiter.api.Test;

class GroundTruthTest {
  private static final double NAN = Double.NaN;
  private final SubsetDesign design = SubsetDesign.random(10, 0.5, 2, 0);
  private final GroundTruth truth =
      new GroundTruth(
          "1x4",
          0.5,
          10,
          Measurement.LOSS,
          design.digest(),
          new double[][][] {{{1, 2}, {3, 5}, {8, 2}}, {{NAN, NAN}, {4, 6}, {NAN, NAN}}},
          new boolean[][] {{false, false, false}, {true, false, true}});

  @Test
  void meansLeaveDivergedRepeatsOutAndCountThem() {
    assertThat(truth.mean()).isDeepEqualTo(new double[][] {{4, 3}, {4, 6}});
    assertThat(truth.divergedCount()).isEqualTo(2);
    assertThat(truth.masks()).isEqualTo(2);
    assertThat(truth.repeats()).isEqualTo(3);
    assertThat(truth.queries()).isEqualTo(2);
  }

  @Test
  void meansOverSomeRepeats() {
    assertThat(truth.mean(new int[] {0, 1})).isDeepEqualTo(new double[][] {{2, 3.5}, {4, 6}});
    double[][] last = truth.mean(new int[] {2});
    assertThat(last[0]).containsExactly(8, 2);
    assertThat(last[1]).containsOnly(NAN);
  }

  @Test
  void refusesOtherMasks() {
    truth.requireDesign(SubsetDesign.random(10, 0.5, 2, 0));
    SubsetDesign other = SubsetDesign.random(10, 0.5, 2, 1);
    assertThatThrownBy(() -> truth.requireDesign(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the measurements of setup 1x4, alpha 0.5 belong to other masks");
  }
}
