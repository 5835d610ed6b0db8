package org.curvatureladder.curvature;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EkFacTest extends CurvatureContract {

  EkFacTest() {
    super(Ladder.EK_FAC);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void eigenvaluesAreSecondMomentsOfTheGradients(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature ekfac = Ladder.EK_FAC.at(point)) {
      Invariants.ekfacHasTheSecondMomentsOfTheGradients(ekfac, net);
    }
  }
}
