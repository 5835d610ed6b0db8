package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
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

/** Errors between rungs, whole and by layer, against the dense matrices in EJML. */
class ErrorMeasuresTest {

  static Stream<Nets.Net> nets() {
    return Nets.all();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void layerPairNormsAreThoseOfTheDenseTiles(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature h = Ladder.HESSIAN.at(point);
        Curvature g = Ladder.GAUSS_NEWTON.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      int[] offsets = k.blockOffsets();
      assertNorms(LayerPairNorms.of(h, offsets), dense(h), offsets);
      assertNorms(LayerPairNorms.of(k, offsets), dense(k), offsets);
      assertNorms(LayerPairNorms.ofDifference(h, g, offsets), difference(h, g), offsets);
      assertNorms(LayerPairNorms.ofDifference(h, k, offsets), difference(h, k), offsets);
      assertNorms(LayerPairNorms.ofDifference(k, g, offsets), difference(k, g), offsets);
    }
  }

  private static void assertNorms(LayerPairNorms norms, DMatrixRMaj dense, int[] offsets) {
    double whole = NormOps_DDRM.normF(dense);
    double outside = 0;
    for (int l = 0; l + 1 < offsets.length; l++) {
      for (int m = 0; m + 1 < offsets.length; m++) {
        double tile = NormOps_DDRM.normF(tile(dense, offsets, l, m));
        outside += l == m ? 0 : tile * tile;
        assertThat(norms.norm(l, m)).isCloseTo(tile, within(Tolerances.ORACLE * whole));
      }
    }
    assertThat(norms.norm()).isCloseTo(whole, within(Tolerances.ORACLE * whole));
    assertThat(norms.offBlockRatio())
        .isCloseTo(Math.sqrt(outside) / whole, within(Tolerances.ORACLE));
  }

  @Test
  void relativeResidualAndCouplingOfLayers() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    try (LadderPoint point = net.point();
        Curvature g = Ladder.GAUSS_NEWTON.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      int[] offsets = k.blockOffsets();
      LayerPairNorms reference = LayerPairNorms.of(g, offsets);
      double[] relative = LayerPairNorms.ofDifference(g, k, offsets).relativeTo(reference);
      for (int l = 0; l < 3; l++) {
        double expected =
            NormOps_DDRM.normF(tile(difference(g, k), offsets, l, l))
                / NormOps_DDRM.normF(tile(dense(g), offsets, l, l));
        assertThat(relative[l]).isCloseTo(expected, within(Tolerances.ORACLE));
        assertThat(reference.coupling(l, l)).isCloseTo(1, within(Tolerances.EXACT));
        assertThat(reference.coupling(l, (l + 1) % 3)).isBetween(0.01, 1.0);
      }
      assertThat(LayerPairNorms.of(k, offsets).offBlockRatio()).isZero();
      assertThat(LayerPairNorms.of(k, offsets).coupling(0, 1)).isZero();
    }
  }

  /** The sums add up, and what should be orthogonal is: measured, not assumed. */
  @ParameterizedTest
  @MethodSource("nets")
  void squaredErrorSharesAndThePythagorasCheck(Nets.Net net) {
    try (LadderPoint point = net.point()) {
      List<Curvature> ladder =
          Ladder.ofThePaper().rungs().stream().map(rung -> rung.at(point)).toList();
      double top = square(ladder.get(0));
      for (int first : new int[] {2, 1}) {
        SquaredErrorShares below = SquaredErrorShares.of(ladder.subList(first, 5));
        assertThat(below.cross()).isCloseTo(0, within(Tolerances.EXACT * top));
      }
      SquaredErrorShares all = SquaredErrorShares.of(ladder);
      DMatrixRMaj residual = difference(ladder.get(0), ladder.get(1));
      DMatrixRMaj rest = difference(ladder.get(1), ladder.get(4));
      double inner = CommonOps_DDRM.dot(vector(residual), vector(rest));
      assertThat(all.cross()).isCloseTo(2 * inner, within(Tolerances.EXACT * top));
      for (int k = 0; k < 4; k++) {
        SquaredErrorShares.Step step = all.steps().get(k);
        double squared =
            Math.pow(NormOps_DDRM.normF(difference(ladder.get(k), ladder.get(k + 1))), 2);
        assertThat(step.from()).isEqualTo(ladder.get(k).name());
        assertThat(step.to()).isEqualTo(ladder.get(k + 1).name());
        assertThat(step.squared()).isCloseTo(squared, within(Tolerances.EXACT * top));
        assertThat(step.share()).isCloseTo(step.squared() / all.total(), within(1e-12));
      }
      double shares = all.steps().stream().mapToDouble(SquaredErrorShares.Step::share).sum();
      assertThat(shares + all.crossShare()).isCloseTo(1, within(Tolerances.ORACLE));
      ladder.forEach(Curvature::close);
    }
  }

  /** The check is one: with eigenvalues that are not the projection it is far from zero. */
  @Test
  void thePythagorasCheckSeesAWrongRung() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    Nets.Net half = net.on(net.data().subset(new int[] {0, 1, 2, 3, 4}));
    try (LadderPoint point = net.point();
        LadderPoint other = half.point();
        Curvature b = Ladder.BLOCK_GAUSS_NEWTON.at(point);
        Curvature wrong = Ladder.EK_FAC.at(other);
        Curvature k = Ladder.K_FAC.at(point)) {
      assertThat(Math.abs(SquaredErrorShares.of(List.of(b, wrong, k)).crossShare()))
          .isGreaterThan(0.01);
      assertThatThrownBy(() -> SquaredErrorShares.of(List.of(b)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void tilesHoldTheRootMeanSquareAndLoseNoMass(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature h = Ladder.HESSIAN.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      int[] offsets = k.blockOffsets();
      for (int most : new int[] {1, 7, 10_000}) {
        assertTiles(MagnitudeMap.of(h, offsets, most), dense(h), offsets);
        assertTiles(MagnitudeMap.ofDifference(h, k, offsets, most), difference(h, k), offsets);
      }
      int size = net.parameters();
      assertThat(MagnitudeMap.of(h, offsets, 10_000).values()).hasDimensions(size, size);
    }
  }

  private static void assertTiles(MagnitudeMap map, DMatrixRMaj dense, int[] offsets) {
    double size = NormOps_DDRM.normF(dense);
    int n = map.layers().length;
    for (int r = 0; r < n; r++) {
      int layer = map.layers()[r];
      assertThat(map.edges()[r]).isGreaterThanOrEqualTo(offsets[layer]);
      assertThat(map.edges()[r + 1]).isLessThanOrEqualTo(offsets[layer + 1]);
      for (int c = 0; c < n; c++) {
        DMatrixRMaj tile =
            CommonOps_DDRM.extract(
                dense, map.edges()[r], map.edges()[r + 1], map.edges()[c], map.edges()[c + 1]);
        double expected = NormOps_DDRM.normF(tile) / Math.sqrt(tile.getNumElements());
        assertThat(map.values()[r][c]).isCloseTo(expected, within(Tolerances.ORACLE * size));
      }
    }
    assertThat(map.edges()[0]).isZero();
    assertThat(map.edges()[n]).isEqualTo(dense.numRows);
  }

  @Test
  void offsetsThatAreNoPartitionAreRefused() {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.CROSS_ENTROPY, 3);
    try (LadderPoint point = net.point();
        Curvature k = Ladder.K_FAC.at(point)) {
      for (int[] wrong : new int[][] {{0}, {0, 5}, {1, 43}, {0, 20, 20, 43}}) {
        assertThatThrownBy(() -> LayerPairNorms.of(k, wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("rise from 0 to 43");
      }
      assertThatThrownBy(() -> MagnitudeMap.of(k, new int[] {0, 43}, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void inverseErrorIsThatOfTheDenseInverses() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    try (LadderPoint point = net.point();
        Curvature g = Ladder.GAUSS_NEWTON.at(point);
        Curvature k = Ladder.K_FAC.at(point)) {
      DMatrixRMaj v = Ejml.random(4, net.parameters(), 5);
      DMatrixRMaj x = Ejml.solveRows(Ejml.plusDiagonal(dense(g), 0.1), v);
      DMatrixRMaj y = Ejml.solveRows(Ejml.plusDiagonal(dense(k), 0.1), v);
      InverseError error;
      try (DenseMatrix rows = Ejml.toDense(v);
          DenseMatrix a = g.solve(0.1, rows);
          DenseMatrix b = k.solve(0.1, rows)) {
        error = InverseError.of(a, b);
      }
      DMatrixRMaj gap = x.copy();
      CommonOps_DDRM.subtractEquals(gap, y);
      double[] each = new double[4];
      double cosine = 0;
      for (int q = 0; q < 4; q++) {
        DMatrixRMaj xq = CommonOps_DDRM.extractRow(x, q, null);
        DMatrixRMaj yq = CommonOps_DDRM.extractRow(y, q, null);
        each[q] =
            NormOps_DDRM.normF(CommonOps_DDRM.extractRow(gap, q, null)) / NormOps_DDRM.normF(xq);
        cosine += CommonOps_DDRM.dot(xq, yq) / NormOps_DDRM.normF(xq) / NormOps_DDRM.normF(yq) / 4;
      }
      assertThat(error.whole())
          .isCloseTo(NormOps_DDRM.normF(gap) / NormOps_DDRM.normF(x), within(Tolerances.SOLVE));
      assertThat(error.cosine()).isCloseTo(cosine, within(Tolerances.SOLVE));
      assertThat(Ejml.relativeError(error.perQuery(), each)).isLessThan(Tolerances.SOLVE);
      Arrays.sort(each);
      assertThat(error.median()).isCloseTo((each[1] + each[2]) / 2, within(Tolerances.SOLVE));
    }
  }

  @Test
  void inverseErrorOfAScaledSolutionIsAllScale() {
    try (DenseMatrix x = DenseMatrix.of(1, 2, new double[] {3, 4});
        DenseMatrix y = DenseMatrix.of(1, 2, new double[] {1.5, 2});
        DenseMatrix z = DenseMatrix.zeros(2, 2)) {
      InverseError error = InverseError.of(x, y);
      assertThat(error.whole()).isCloseTo(0.5, within(Tolerances.EXACT));
      assertThat(error.median()).isCloseTo(0.5, within(Tolerances.EXACT));
      assertThat(error.cosine()).isCloseTo(1, within(Tolerances.EXACT));
      assertThatThrownBy(() -> InverseError.of(x, z)).hasMessageContaining("1 x 2");
    }
  }

  private static double square(Curvature curvature) {
    return Math.pow(NormOps_DDRM.normF(dense(curvature)), 2);
  }

  private static DMatrixRMaj vector(DMatrixRMaj matrix) {
    DMatrixRMaj vector = new DMatrixRMaj(1, matrix.getNumElements());
    IntStream.range(0, vector.numCols).forEach(k -> vector.set(0, k, matrix.data[k]));
    return vector;
  }

  private static DMatrixRMaj tile(DMatrixRMaj matrix, int[] offsets, int l, int m) {
    return CommonOps_DDRM.extract(matrix, offsets[l], offsets[l + 1], offsets[m], offsets[m + 1]);
  }

  private static DMatrixRMaj difference(Curvature a, Curvature b) {
    DMatrixRMaj difference = dense(a);
    CommonOps_DDRM.subtractEquals(difference, dense(b));
    return difference;
  }

  private static DMatrixRMaj dense(Curvature curvature) {
    try (SymmetricMatrix dense = curvature.toDense()) {
      return Ejml.of(dense);
    }
  }
}
