package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
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

  /** Without a gradient pi would be infinite; both factors are then damped alike. */
  @Test
  void deadLayerIsDampedByBothFactorsAlike() {
    Nets.Net net = Nets.net(List.of(5), Activation.RELU, Loss.CROSS_ENTROPY, 11);
    for (int o = 0; o < 5; o++) {
      net.theta()[net.mlp().layout().index(0, o, 4)] = -1e6;
    }
    try (LadderPoint point = net.point();
        KFac kfac = KFac.of(point)) {
      DMatrixRMaj v = Ejml.random(1, net.parameters(), 3);
      DMatrixRMaj solved = Ejml.of(kfac.solveFactored(0.04, Ejml.toDense(v)));
      NaiveFactors dead = new NaiveFactors(net, point.kroneckerBlocks().get(0));
      assertThat(CommonOps_DDRM.trace(dead.outputFactor())).isZero();
      DMatrixRMaj damped =
          CommonOps_DDRM.kron(
              Ejml.plusDiagonal(dead.outputFactor(), 0.2),
              Ejml.plusDiagonal(dead.inputFactor(), 0.2),
              null);
      int[] first = kfac.groups().parameters(0);
      assertThat(
              Ejml.relativeError(
                  columns(solved, first).data, Ejml.solveRows(damped, columns(v, first)).data))
          .isLessThan(Tolerances.SOLVE);
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
