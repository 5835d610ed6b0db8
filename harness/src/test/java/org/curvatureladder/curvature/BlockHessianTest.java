package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockHessianTest extends IndefiniteContract {

  BlockHessianTest() {
    super(Ladder.BLOCK_HESSIAN);
  }

  /** Against the whole Hessian, which finite differences check. */
  @ParameterizedTest
  @MethodSource("nets")
  void groupsAreThoseOfTheHessian(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature blocks = Ladder.BLOCK_HESSIAN.at(point);
        Curvature whole = Ladder.HESSIAN.at(point);
        SymmetricMatrix dense = whole.toDense()) {
      for (int g = 0; g < blocks.groups().count(); g++) {
        try (SymmetricMatrix expected = dense.submatrix(blocks.groups().parameters(g));
            SymmetricMatrix actual = blocks.group(g)) {
          assertThat(Ejml.relativeError(actual, Ejml.of(expected))).isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }
}
