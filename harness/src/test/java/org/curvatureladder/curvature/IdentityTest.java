package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentityTest extends CurvatureContract {

  IdentityTest() {
    super(Ladder.IDENTITY);
  }

  @Test
  void hasEigenvaluesOne() {
    Nets.Net net = Nets.all().findFirst().orElseThrow();
    try (LadderPoint point = net.point();
        Curvature identity = Ladder.IDENTITY.at(point)) {
      double[] ones = new double[net.parameters()];
      Arrays.fill(ones, 1);
      assertThat(identity.eigenvalues()).containsExactly(ones);
      assertThat(identity.meanEigenvalue(0)).isEqualTo(1);
    }
  }
}
