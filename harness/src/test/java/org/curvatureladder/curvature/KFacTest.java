package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
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
      Invariants.kfacIsTheProductOfItsFactors(kfac, net);
    }
  }

  /** Section 6.3 of Martens and Grosse, against the damped factors multiplied out. */
  @ParameterizedTest
  @MethodSource("nets")
  void factoredDampingIsTheProductOfDampedFactors(Nets.Net net) {
    double lambda = 0.01;
    try (LadderPoint point = net.point();
        KFac kfac = KFac.of(point)) {
      DMatrixRMaj v = Ejml.random(2, net.parameters(), 3);
      DMatrixRMaj solved = Ejml.of(kfac.solveFactored(lambda, Ejml.toDense(v)));
      for (int g = 0; g < kfac.groups().count(); g++) {
        NaiveFactors factors = new NaiveFactors(net, point.kroneckerBlocks().get(g));
        DMatrixRMaj s = factors.outputFactor();
        DMatrixRMaj a = factors.inputFactor();
        double meanA = CommonOps_DDRM.trace(a) / a.numRows;
        double meanS = CommonOps_DDRM.trace(s) / s.numRows;
        double pi = Math.sqrt(meanA / meanS);
        DMatrixRMaj damped =
            CommonOps_DDRM.kron(
                Ejml.plusDiagonal(s, Math.sqrt(lambda) / pi),
                Ejml.plusDiagonal(a, pi * Math.sqrt(lambda)),
                null);
        int[] parameters = kfac.groups().parameters(g);
        DMatrixRMaj expected = Ejml.solveRows(damped, columns(v, parameters));
        assertThat(Ejml.relativeError(columns(solved, parameters).data, expected.data))
            .isLessThan(Tolerances.SOLVE);
      }
    }
  }

  private static DMatrixRMaj columns(DMatrixRMaj rows, int[] numbers) {
    DMatrixRMaj result = new DMatrixRMaj(rows.numRows, numbers.length);
    for (int k = 0; k < rows.numRows; k++) {
      for (int j = 0; j < numbers.length; j++) {
        result.set(k, j, rows.get(k, numbers[j]));
      }
    }
    return result;
  }
}
