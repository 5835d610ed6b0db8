package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.junit.jupiter.api.Test;

class EigenvalueBandTest {
  private static final Nets.Net NET = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 40);

  @Test
  void theProjectionsOnDisjointBandsAddUpToTheIdentity() {
    try (AveragedEkFac ekFac = AveragedEkFac.of(NET.mlp(), List.of(NET.theta()), NET.data());
        DenseMatrix rows = Ejml.toDense(Ejml.random(3, NET.parameters(), 2));
        DenseMatrix sum = DenseMatrix.zeros(3, NET.parameters())) {
      List<EigenvalueBand> bands = EigenvalueBand.between(List.of(1e-1, 1e-2, 1e-3));
      assertThat(bands).hasSize(4);
      for (EigenvalueBand band : bands) {
        try (DenseMatrix part = band.project(ekFac, rows);
            DenseMatrix again = band.project(ekFac, part)) {
          assertThat(part.squaredNorm()).as(band.label()).isGreaterThan(0);
          assertThat(Ejml.relativeError(again.toArray(), part.toArray()))
              .isLessThan(Tolerances.EXACT);
          sum.add(1, part);
        }
      }
      assertThat(Ejml.relativeError(sum.toArray(), rows.toArray())).isLessThan(Tolerances.EXACT);
      try (DenseMatrix all = EigenvalueBand.ALL.project(ekFac, rows)) {
        assertThat(Ejml.relativeError(all.toArray(), rows.toArray())).isLessThan(Tolerances.EXACT);
      }
    }
  }

  /** Q'C Q is diagonal with the band's eigenvalues alone: C and the projection commute. */
  @Test
  void whatIsProjectedIsScaledByEigenvaluesOfTheBandOnly() {
    try (AveragedEkFac ekFac = AveragedEkFac.of(NET.mlp(), List.of(NET.theta()), NET.data());
        DenseMatrix rows = Ejml.toDense(Ejml.random(1, NET.parameters(), 2));
        DenseMatrix part = EigenvalueBand.above(1e-2).project(ekFac, rows);
        DenseMatrix scaled = ekFac.multiply(part)) {
      double quotient = product(part, scaled) / part.squaredNorm();
      double largest = Arrays.stream(ekFac.eigenvalues()).max().orElseThrow();
      assertThat(quotient).isBetween(1e-2, largest);
    }
  }

  @Test
  void aBandSaysWhatItHolds() {
    assertThat(EigenvalueBand.above(1e-2).label()).isEqualTo("above 1e-2");
    assertThat(EigenvalueBand.ALL.label()).isEqualTo("all");
    assertThat(EigenvalueBand.between(List.of(0.1, 0.01)).stream().map(EigenvalueBand::label))
        .containsExactly("above 1e-1", "1e-2 to 1e-1", "up to 1e-2");
    assertThat(EigenvalueBand.above(1e-2).contains(1e-2)).isFalse();
  }

  private static double product(DenseMatrix a, DenseMatrix b) {
    double sum = 0;
    double[] x = a.toArray();
    double[] y = b.toArray();
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
