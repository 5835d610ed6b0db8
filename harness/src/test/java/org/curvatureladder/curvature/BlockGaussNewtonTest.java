package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockGaussNewtonTest extends CurvatureContract {

  BlockGaussNewtonTest() {
    super(Ladder.BLOCK_GAUSS_NEWTON);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void blocksAreTheLayersOfTheGaussNewtonMatrix(Nets.Net net) {
    ParameterLayout layout = net.mlp().layout();
    DMatrixRMaj g = GaussNewtonTest.fromJacobian(net);
    try (BlockGaussNewton blocks = BlockGaussNewton.of(net.derivatives());
        BlockGaussNewton batched =
            BlockGaussNewton.of(net.derivatives(), LayerBlock.layers(layout), 1)) {
      assertThat(blocks.blockCount()).isEqualTo(layout.layers());
      for (int l = 0; l < layout.layers(); l++) {
        int from = layout.offset(l);
        int to = layout.offset(l + 1);
        DMatrixRMaj expected = CommonOps_DDRM.extract(g, from, to, from, to);
        try (SymmetricMatrix block = blocks.block(l);
            SymmetricMatrix other = batched.block(l)) {
          assertThat(Ejml.relativeError(block, expected)).isLessThan(Tolerances.ORACLE);
          assertThat(Ejml.relativeError(other, expected)).isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }
}
