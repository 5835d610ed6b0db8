package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KFacTest extends CurvatureContract {

  KFacTest() {
    super(Ladder.K_FAC);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isTheKroneckerProductOfItsFactors(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature kfac = Ladder.K_FAC.at(point)) {
      double traces = 0;
      double trace = 0;
      for (int l = 0; l < kfac.blockCount(); l++) {
        NaiveFactors factors = new NaiveFactors(net, l);
        DMatrixRMaj s = factors.outputFactor();
        DMatrixRMaj a = factors.inputFactor();
        traces += CommonOps_DDRM.trace(s) * CommonOps_DDRM.trace(a);
        try (SymmetricMatrix block = kfac.block(l)) {
          trace += block.trace();
          assertThat(Ejml.relativeError(block, CommonOps_DDRM.kron(s, a, null)))
              .isLessThan(Tolerances.ORACLE);
        }
      }
      assertThat(trace).isCloseTo(traces, within(Tolerances.ORACLE * traces));
    }
  }
}
