package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

/** Measures of spectra and eigenbases, against EJML and closed forms. */
class SpectraTest {
  private static final double EPS = Math.ulp(1.0);

  static Stream<Nets.Net> nets() {
    return Nets.all();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void blockSpectrumIsThatOfTheDiagonalBlockWhateverTheRungsOwnBlocks(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature h = Ladder.HESSIAN.at(point);
        Curvature e = Ladder.EK_FAC.at(point)) {
      int size = net.parameters();
      int[][] ranges = {{0, e.blockOffsets()[1]}, {0, size}, {3, size - 2}};
      for (Curvature curvature : List.of(h, e)) {
        DMatrixRMaj dense = dense(curvature);
        for (int[] range : ranges) {
          DMatrixRMaj block = CommonOps_DDRM.extract(dense, range[0], range[1], range[0], range[1]);
          double[] expected = Ejml.spectrum(block).values();
          for (int leading : new int[] {0, 2}) {
            try (BlockSpectrum spectrum =
                BlockSpectrum.of(curvature, range[0], range[1], leading)) {
              assertThat(Ejml.relativeError(spectrum.values(), expected))
                  .isLessThan(Tolerances.ORACLE);
            }
          }
        }
      }
    }
  }

  /** H against GGN in each layer: leading by absolute value, projections by EJML. */
  @Test
  void basisOverlapIsTheSharedProjection() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    int[] ks = {1, 3, 7};
    try (LadderPoint point = net.point();
        Curvature h = Ladder.HESSIAN.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      int[] offsets = k.blockOffsets();
      for (int l = 0; l < 3; l++) {
        try (BlockSpectrum a = BlockSpectrum.of(h, offsets[l], offsets[l + 1], 7);
            BlockSpectrum b = BlockSpectrum.of(k, offsets[l], offsets[l + 1], 9)) {
          double[] overlap = a.basisOverlap(b, ks);
          for (int i = 0; i < ks.length; i++) {
            DMatrixRMaj pa = projection(dense(h), offsets[l], offsets[l + 1], ks[i]);
            DMatrixRMaj pb = projection(dense(k), offsets[l], offsets[l + 1], ks[i]);
            // ||V'U||^2 = tr(P_a P_b)
            double expected = CommonOps_DDRM.trace(Ejml.product(pa, pb)) / ks[i];
            assertThat(overlap[i]).isCloseTo(expected, within(Tolerances.SOLVE));
          }
          assertThat(a.basisOverlap(a, ks)).containsExactly(new double[] {1, 1, 1}, within(1e-12));
        }
      }
    }
  }

  /** Read off the Kronecker bases, weight and bias together or apart, or decomposed. */
  @ParameterizedTest
  @MethodSource("nets")
  void kroneckerBlocksNeedNoDecomposition(Nets.Net net) {
    if (net.mlp().architecture().loss() == Loss.SQUARED_ERROR) {
      return; // S of the last layer is the identity: its eigenvectors are anybody's.
    }
    int[] ks = {1, 2};
    try (LadderPoint point = net.point();
        Curvature e = Ladder.EK_FAC.at(point);
        Curvature copy = ExplicitCopy.of(Ladder.EK_FAC.at(point))) {
      int[] offsets = e.blockOffsets();
      for (int l = 0; l + 1 < offsets.length; l++) {
        try (BlockSpectrum a = BlockSpectrum.of(e, offsets[l], offsets[l + 1], 2);
            BlockSpectrum b = BlockSpectrum.of(copy, offsets[l], offsets[l + 1], 2)) {
          assertThat(Ejml.relativeError(a.values(), b.values())).isLessThan(Tolerances.ORACLE);
          assertThat(a.basisOverlap(b, ks)).containsExactly(new double[] {1, 1}, within(1e-6));
        }
      }
    }
  }

  @Test
  void wholeSpaceOverlapsWithItselfWhateverTheBasis() {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    try (LadderPoint point = net.point();
        Curvature h = Ladder.HESSIAN.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      int end = k.blockOffsets()[1];
      try (BlockSpectrum a = BlockSpectrum.of(h, 0, end, end);
          BlockSpectrum b = BlockSpectrum.of(k, 0, end, end);
          BlockSpectrum values = BlockSpectrum.of(k, 0, end, 0);
          BlockSpectrum few = BlockSpectrum.of(k, 0, end, 2)) {
        assertThat(a.basisOverlap(b, new int[] {end})[0]).isCloseTo(1, within(Tolerances.ORACLE));
        assertThatThrownBy(() -> a.basisOverlap(values, new int[] {1}))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> a.basisOverlap(few, new int[] {1, 3}))
            .hasMessageContaining("[1, 3] leading eigenvectors");
        assertThatThrownBy(() -> a.basisOverlap(b, new int[] {0}))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> BlockSpectrum.of(h, 0, end, end + 1))
          .hasMessageContaining("of H with 43 parameters");
      assertThatThrownBy(() -> BlockSpectrum.of(h, 4, 4, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void summaryGoesByAbsoluteValue() {
    SpectrumSummary summary = SpectrumSummary.of(new double[] {-8, 4, 0.5, -2 * EPS, 3e-14});
    assertThat(summary.threshold()).isEqualTo(5 * EPS * 8);
    assertThat(summary.size()).isEqualTo(5);
    assertThat(summary.largest()).isEqualTo(8);
    assertThat(summary.meanAbsolute()).isCloseTo(2.5, within(1e-13));
    assertThat(summary.condition()).isEqualTo(8 / (2 * EPS));
    assertThat(summary.effectiveCondition()).isEqualTo(8 / 3e-14);
    assertThat(summary.negative()).as("rounding below zero is not negative").isEqualTo(1);
    assertThat(summary.tiny()).isEqualTo(1);
  }

  @Test
  void summaryOfSingularAndZeroMatrices() {
    SpectrumSummary singular = SpectrumSummary.of(new double[] {0, 2});
    assertThat(singular.condition()).isInfinite();
    assertThat(singular.effectiveCondition()).isEqualTo(1);
    SpectrumSummary zero = SpectrumSummary.of(new double[] {0, 0});
    assertThat(zero.tiny()).isEqualTo(2);
    assertThat(zero.effectiveCondition()).isNaN();
    assertThatThrownBy(() -> SpectrumSummary.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Invariant 5: rank of the GGN at most N (C - 1); all the rest is tiny, nothing negative. */
  @Test
  void tinyEigenvaluesCountTheNullSpaceOfTheGgn() {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 4);
    try (LadderPoint point = net.point();
        Curvature g = Ladder.GAUSS_NEWTON.at(point);
        Curvature h = Ladder.HESSIAN.at(point)) {
      SpectrumSummary ggn = SpectrumSummary.of(g.eigenvalues());
      assertThat(ggn.tiny()).isEqualTo(net.parameters() - 4 * (3 - 1));
      assertThat(ggn.negative()).isZero();
      assertThat(SpectrumSummary.of(h.eigenvalues()).negative()).isPositive();
    }
  }

  @Test
  void alignmentByRankOnAHandComputedCase() {
    SpectrumAlignment alignment =
        SpectrumAlignment.of(new double[] {1, 100, -2}, new double[] {-1, 10, 1000});
    assertThat(alignment.reference()).containsExactly(100, 1, -2);
    assertThat(alignment.approximation()).containsExactly(1000, 10, -1);
    double expected = 1 - Math.sqrt((900.0 * 900 + 81 + 1) / (10_000 + 1 + 4));
    assertThat(alignment.overlap()).isCloseTo(expected, within(Tolerances.EXACT));
    assertThat(alignment.rmsDecades()).isCloseTo(1, within(Tolerances.EXACT));
    assertThat(alignment.compared()).isEqualTo(2);
    assertThatThrownBy(() -> SpectrumAlignment.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void eigenvalueOverlapIsBoundedByTheMatrixError(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      SpectrumAlignment alignment = SpectrumAlignment.of(b.eigenvalues(), k.eigenvalues());
      double[] expected = Ejml.spectrum(dense(b)).values();
      double[] other = Ejml.spectrum(dense(k)).values();
      double distance = 0;
      for (int i = 0; i < expected.length; i++) {
        distance += Math.pow(other[i] - expected[i], 2);
      }
      double relative = Math.sqrt(distance) / NormOps_DDRM.normF(dense(b));
      assertThat(alignment.overlap()).isCloseTo(1 - relative, within(Tolerances.ORACLE));
      assertThat(1 - alignment.overlap())
          .as("Hoffman and Wielandt")
          .isLessThanOrEqualTo(ApproximationError.relative(b, k) + Tolerances.ORACLE);
      assertThat(SpectrumAlignment.of(other, other).overlap()).isEqualTo(1);
    }
  }

  @Test
  void heterogeneityOnClosedForms() {
    double[] small = {1, 3};
    double[] large = {100, 300};
    BlockHeterogeneity two = BlockHeterogeneity.of(List.of(small, large));
    assertThat(two.variation()).isCloseTo(99.0 / 101, within(Tolerances.EXACT));
    assertThat(two.decades()).isCloseTo(1, within(Tolerances.EXACT));
    assertThat(two.range()).isCloseTo(2, within(Tolerances.EXACT));
    assertThat(two.divergence()).as("disjoint").isCloseTo(1, within(Tolerances.EXACT));
    BlockHeterogeneity alike = BlockHeterogeneity.of(List.of(small, small, new double[] {3, 1}));
    assertThat(alike).isEqualTo(new BlockHeterogeneity(0, 0, 0, 0));
    // Half of each block in one shared bin, the other halves apart: JS = 1/2 bit.
    BlockHeterogeneity half =
        BlockHeterogeneity.of(List.of(new double[] {100, 1}, new double[] {100, 0}));
    assertThat(half.divergence()).isCloseTo(0.5, within(Tolerances.EXACT));
    BlockHeterogeneity scaled =
        BlockHeterogeneity.of(
            List.of(
                Arrays.stream(small).map(v -> 7 * v).toArray(),
                Arrays.stream(large).map(v -> -7 * v).toArray()));
    assertThat(scaled.variation()).isCloseTo(two.variation(), within(Tolerances.EXACT));
    assertThat(scaled.decades()).isCloseTo(two.decades(), within(Tolerances.EXACT));
    assertThatThrownBy(() -> BlockHeterogeneity.of(List.of(small)))
        .hasMessageContaining("two blocks");
    assertThatThrownBy(() -> BlockHeterogeneity.of(List.of(small, new double[] {0})))
        .hasMessageContaining("a block is zero");
  }

  private static DMatrixRMaj projection(DMatrixRMaj dense, int from, int to, int k) {
    Ejml.Spectrum spectrum = Ejml.spectrum(CommonOps_DDRM.extract(dense, from, to, from, to));
    double[] magnitudes = Arrays.stream(spectrum.values()).map(Math::abs).sorted().toArray();
    double least = magnitudes[magnitudes.length - k];
    double[] chosen =
        Arrays.stream(spectrum.values()).map(v -> Math.abs(v) >= least ? 1 : 0).toArray();
    return spectrum.compose(chosen);
  }

  private static DMatrixRMaj dense(Curvature curvature) {
    try (SymmetricMatrix dense = curvature.toDense()) {
      return Ejml.of(dense);
    }
  }
}
