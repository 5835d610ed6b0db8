package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
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
      for (int g = 0; g < ekfac.groups().count(); g++) {
        NaiveFactors factors = new NaiveFactors(net, point.kroneckerBlocks().get(g));
        try (SymmetricMatrix matrix = ekfac.group(g)) {
          assertThat(Ejml.relativeError(matrix, factors.corrected())).isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }
}
