package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagonalGaussNewtonTest extends CurvatureContract {

  DiagonalGaussNewtonTest() {
    super(Ladder.DIAGONAL_GAUSS_NEWTON);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isTheDiagonalOfTheSecondMomentOfTheGradients(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature diagonal = Ladder.DIAGONAL_GAUSS_NEWTON.at(point)) {
      for (LayerBlock block : LayerBlock.layers(net.mlp().layout())) {
        DMatrixRMaj full = new NaiveFactors(net, block).block();
        DMatrixRMaj expected = new DMatrixRMaj(full.numRows, full.numRows);
        for (int k = 0; k < full.numRows; k++) {
          expected.set(k, k, full.get(k, k));
        }
        try (SymmetricMatrix actual = diagonal.block(block.layer())) {
          assertThat(Ejml.relativeError(actual, expected)).isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }
}
