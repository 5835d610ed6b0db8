package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BasisCorrectedKFacTest extends CurvatureContract {

  BasisCorrectedKFacTest() {
    super(Ladder.BASIS_CORRECTED_K_FAC);
  }

  /** Own eigenvectors and K-FAC's spectrum, group by group, by EJML. */
  @ParameterizedTest
  @MethodSource("nets")
  void hasTheBlocksBasisAndKfacsEigenvalues(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature mixed = Ladder.BASIS_CORRECTED_K_FAC.at(point);
        Curvature own = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature kfac = Ladder.K_FAC.at(point);
        SymmetricMatrix kronecker = kfac.toDense()) {
      assertThat(Ejml.relativeError(mixed.eigenvalues(), kfac.eigenvalues()))
          .isLessThan(Tolerances.ORACLE);
      for (int g = 0; g < own.groups().count(); g++) {
        try (SymmetricMatrix block = own.group(g);
            SymmetricMatrix actual = mixed.group(g);
            SymmetricMatrix same = kronecker.submatrix(own.groups().parameters(g))) {
          double[] values = Ejml.spectrum(Ejml.of(same)).values();
          double[] ownValues = Ejml.spectrum(Ejml.of(block)).values();
          double distance = Math.sqrt(actual.values().squaredDistance(block.values()));
          double expected = 0;
          for (int k = 0; k < values.length; k++) {
            expected += Math.pow(values[k] - ownValues[k], 2);
          }
          double size = Math.sqrt(block.values().squaredNorm());
          assertThat(distance).isCloseTo(Math.sqrt(expected), within(Tolerances.ORACLE * size));
          // Hoffman and Wielandt: no matrix of that spectrum is nearer to the block.
          assertThat(distance)
              .isLessThanOrEqualTo(
                  Math.sqrt(same.values().squaredDistance(block.values()))
                      + Tolerances.ORACLE * size);
          // Same basis: the two commute.
          double[] left = Ejml.product(Ejml.of(actual), Ejml.of(block)).data;
          double[] right = Ejml.product(Ejml.of(block), Ejml.of(actual)).data;
          double largest = Arrays.stream(left).map(Math::abs).max().orElseThrow();
          for (int k = 0; k < left.length; k++) {
            assertThat(left[k]).isCloseTo(right[k], within(Tolerances.ORACLE * largest));
          }
        }
      }
    }
  }
}
