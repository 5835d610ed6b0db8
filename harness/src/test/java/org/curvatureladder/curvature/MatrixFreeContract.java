package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every matrix-free curvature promises, against the dense rung of the same name. */
abstract class MatrixFreeContract {
  private static final int[] BATCH = {3, 0, 9, 3, 5};
  private final Rung rung;

  MatrixFreeContract(Rung rung) {
    this.rung = rung;
  }

  /** Of all examples, in chunks of {@code chunk}. */
  abstract MatrixFreeCurvature curvature(Linearisation linearisation, int chunk);

  static Stream<Nets.Net> nets() {
    return Nets.all();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void productsAreThoseOfTheDenseRung(Nets.Net net) {
    DMatrixRMaj vectors = Ejml.random(3, net.parameters(), 1);
    DMatrixRMaj expected = Ejml.product(vectors, dense(net));
    for (int chunk : new int[] {4, 1000}) {
      try (Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
          MatrixFreeCurvature curvature = curvature(linearisation, chunk);
          SymmetricOperator full = curvature.full()) {
        assertThat(curvature.name()).isEqualTo(rung.label());
        assertThat(curvature.count()).isEqualTo(net.data().count());
        assertThat(curvature.dimension()).isEqualTo(net.parameters());
        assertThat(product(full, vectors, expected)).isLessThan(Tolerances.ORACLE);
        assertThat(product(full, vectors, expected)).as("again").isLessThan(Tolerances.ORACLE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void batchIsTheSubsetOfTheData(Nets.Net net) {
    DMatrixRMaj vectors = Ejml.random(3, net.parameters(), 1);
    DMatrixRMaj expected = Ejml.product(vectors, dense(net.on(net.data().subset(BATCH))));
    try (Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature curvature = curvature(linearisation, 4);
        SymmetricOperator batch = curvature.on(BATCH)) {
      assertThat(product(batch, vectors, expected)).isLessThan(Tolerances.ORACLE);
    }
  }

  /** Invariant 12, third part, in its simplest form: each batch once. */
  @ParameterizedTest
  @MethodSource("nets")
  void meanOverBatchesIsTheWhole(Nets.Net net) {
    DMatrixRMaj vectors = Ejml.random(2, net.parameters(), 1);
    DMatrixRMaj mean = new DMatrixRMaj(2, net.parameters());
    try (Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature curvature = curvature(linearisation, 4);
        SymmetricOperator full = curvature.full();
        DenseMatrix result = DenseMatrix.zeros(2, net.parameters())) {
      for (int n = 0; n < curvature.count(); n++) {
        try (SymmetricOperator one = curvature.on(new int[] {n})) {
          one.multiply(Ejml.toDense(vectors), result);
          CommonOps_DDRM.add(mean, 1.0 / curvature.count(), Ejml.of(result), mean);
        }
      }
      assertThat(product(full, vectors, mean)).isLessThan(Tolerances.EXACT);
    }
  }

  /** Q C Q' x = Q C v for x = Q v, full and on a batch. */
  @ParameterizedTest
  @MethodSource("nets")
  void inKroneckerCoordinatesItIsTheSameOperator(Nets.Net net) {
    DMatrixRMaj vectors = Ejml.random(3, net.parameters(), 1);
    DenseMatrix rows = Ejml.toDense(vectors);
    try (LadderPoint point = net.point();
        Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature curvature = curvature(linearisation, 4);
        DenseMatrix x = DenseMatrix.zeros(3, net.parameters());
        DenseMatrix product = DenseMatrix.zeros(3, net.parameters());
        DenseMatrix back = DenseMatrix.zeros(3, net.parameters())) {
      KroneckerCoordinates coordinates = EkFac.of(point).coordinates();
      coordinates.fromParameters(rows, x);
      try (MatrixFreeCurvature rotated = curvature.in(coordinates);
          SymmetricOperator full = rotated.full();
          SymmetricOperator batch = rotated.on(BATCH)) {
        assertThat(rotated.name()).isEqualTo(rung.label());
        assertThat(rotated.count()).isEqualTo(net.data().count());
        full.multiply(x, product);
        coordinates.toParameters(product, back);
        assertThat(Ejml.relativeError(back, Ejml.product(vectors, dense(net))))
            .isLessThan(Tolerances.ORACLE);
        batch.multiply(x, product);
        coordinates.toParameters(product, back);
        DMatrixRMaj subset = dense(net.on(net.data().subset(BATCH)));
        assertThat(Ejml.relativeError(back, Ejml.product(vectors, subset)))
            .isLessThan(Tolerances.ORACLE);
      }
    }
  }

  @Test
  void manyVectorsAreAsOneByOne() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11);
    DenseMatrix vectors = Ejml.toDense(Ejml.random(6, net.parameters(), 1));
    try (Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature curvature = curvature(linearisation, 4);
        SymmetricOperator full = curvature.full();
        DenseMatrix together = DenseMatrix.zeros(6, net.parameters());
        DenseMatrix alone = DenseMatrix.zeros(6, net.parameters())) {
      full.multiply(vectors, together);
      for (int k = 0; k < 6; k++) {
        full.multiply(
            vectors.view(k, 0, 1, net.parameters()), alone.view(k, 0, 1, net.parameters()));
      }
      assertThat(together.toArray()).containsExactly(alone.toArray());
    }
  }

  @Test
  void badBatchesAndSizesAreRefused() {
    Nets.Net net = Nets.net(List.of(5), Activation.GELU, Loss.CROSS_ENTROPY, 11);
    try (Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature curvature = curvature(linearisation, 4);
        SymmetricOperator full = curvature.full()) {
      for (int[] batch : new int[][] {{}, {11}, {-1}}) {
        assertThatThrownBy(() -> curvature.on(batch))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("batch");
      }
      DenseMatrix wrong = DenseMatrix.zeros(1, net.parameters() - 1);
      assertThatThrownBy(() -> full.multiply(wrong, wrong.copy()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("P = " + net.parameters());
    }
  }

  private static double product(
      SymmetricOperator operator, DMatrixRMaj vectors, DMatrixRMaj expected) {
    try (DenseMatrix result = DenseMatrix.zeros(vectors.numRows, vectors.numCols)) {
      operator.multiply(Ejml.toDense(vectors), result);
      return Ejml.relativeError(result, expected);
    }
  }

  private DMatrixRMaj dense(Nets.Net net) {
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      return Ejml.of(dense);
    }
  }
}
