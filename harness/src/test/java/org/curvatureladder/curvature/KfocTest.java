package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KfocTest extends CurvatureContract {

  KfocTest() {
    super(Ladder.KFOC);
  }

  /** Van Loan: the first singular triple of the rearranged block, formed here explicitly. */
  @ParameterizedTest
  @MethodSource("nets")
  void isTheFirstSingularTripleOfTheRearrangedBlock(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature kfoc = Ladder.KFOC.at(point)) {
      for (int g = 0; g < kfoc.groups().count(); g++) {
        LayerBlock columns = point.kroneckerBlocks().get(g);
        DMatrixRMaj block = new NaiveFactors(net, columns).block();
        int q = columns.columns();
        int p = block.numRows / q;
        DMatrixRMaj rearranged = new DMatrixRMaj(p * p, q * q);
        for (int r = 0; r < p * q; r++) {
          for (int c = 0; c < p * q; c++) {
            rearranged.set(r / q * p + c / q, r % q * q + c % q, block.get(r, c));
          }
        }
        // R R' = U diag(sigma^2) U', and the best product is u (R'u)'.
        Ejml.Spectrum left = Ejml.spectrum(Ejml.product(rearranged, Ejml.transpose(rearranged)));
        DMatrixRMaj u = CommonOps_DDRM.extractRow(left.vectors(), p * p - 1, null);
        DMatrixRMaj s = new DMatrixRMaj(p, p, true, u.data);
        DMatrixRMaj a = new DMatrixRMaj(q, q, true, Ejml.product(u, rearranged).data);
        try (SymmetricMatrix actual = kfoc.group(g)) {
          assertThat(Ejml.relativeError(actual, CommonOps_DDRM.kron(s, a, null)))
              .isLessThan(Tolerances.ORACLE);
        }
      }
    }
  }

  /** No other product is as near to the block: K-FAC is at best as good. */
  @ParameterizedTest
  @MethodSource("nets")
  void isNearerToTheBlockThanKfac(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature kfoc = Ladder.KFOC.at(point);
        Curvature kfac = Ladder.K_FAC.at(point)) {
      for (int g = 0; g < kfoc.groups().count(); g++) {
        DMatrixRMaj block = new NaiveFactors(net, point.kroneckerBlocks().get(g)).block();
        double size = NormOps_DDRM.normF(block);
        assertThat(distance(kfoc, g, block))
            .isLessThanOrEqualTo(distance(kfac, g, block) + Tolerances.ORACLE * size);
        assertThat(kfoc.eigenvalues()[0]).isGreaterThan(-Tolerances.EXACT * size);
      }
    }
  }

  /** Where the block IS a Kronecker product, it is found: one datum, and a deep linear net. */
  @Test
  void findsAProductExactly() {
    for (Nets.Net net :
        List.of(
            Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 1),
            Nets.linearChain(Loss.SQUARED_ERROR, 11))) {
      try (LadderPoint point = net.point();
          Curvature kfoc = Ladder.KFOC.at(point);
          Curvature block = Ladder.BLOCK_GAUSS_NEWTON.at(point)) {
        assertThat(ApproximationError.relative(block, kfoc)).isCloseTo(0, within(1e-10));
      }
    }
  }

  /** A layer that no example reaches has a zero block, and a zero product. */
  @Test
  void deadLayerIsZero() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.RELU, Loss.CROSS_ENTROPY, 11);
    for (int o = 0; o < 4; o++) {
      net.theta()[net.mlp().layout().index(1, o, 5)] = -1e6;
    }
    try (LadderPoint point = net.point();
        Curvature kfoc = Ladder.KFOC.at(point);
        SymmetricMatrix first = kfoc.block(0)) {
      assertThat(Math.sqrt(first.values().squaredNorm())).isZero();
    }
  }

  private static double distance(Curvature curvature, int group, DMatrixRMaj block) {
    try (SymmetricMatrix matrix = curvature.group(group)) {
      DMatrixRMaj difference = Ejml.of(matrix);
      CommonOps_DDRM.subtractEquals(difference, block);
      return NormOps_DDRM.normF(difference);
    }
  }
}
