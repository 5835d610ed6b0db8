package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.training.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixFreeGaussNewtonTest extends MatrixFreeContract {
  MatrixFreeGaussNewtonTest() {
    super(Ladder.GAUSS_NEWTON);
  }

  @Override
  MatrixFreeCurvature curvature(Linearisation linearisation, int chunk) {
    return new MatrixFreeGaussNewton(linearisation, Precision.FLOAT64, chunk);
  }

  /** In float32 batches are rounded and the whole is not, in both kinds of coordinates. */
  @ParameterizedTest
  @MethodSource("nets")
  void float32RoundsBatchesOnly(Nets.Net net) {
    int[] examples = {3, 0, 9, 3, 5};
    DenseMatrix vectors = Ejml.toDense(Ejml.random(3, net.parameters(), 1));
    try (LadderPoint point = net.point();
        Linearisation linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
        MatrixFreeCurvature exact = curvature(linearisation, 4);
        MatrixFreeCurvature rounded =
            new MatrixFreeGaussNewton(linearisation, Precision.FLOAT32, 4)) {
      KroneckerCoordinates coordinates = EkFac.of(point).coordinates();
      assertThat(product(rounded.full(), vectors)).containsExactly(product(exact.full(), vectors));
      assertThat(
              Ejml.relativeError(
                  product(rounded.on(examples), vectors), product(exact.on(examples), vectors)))
          .isBetween(1e-12, 1e-5);
      try (MatrixFreeCurvature exactThere = exact.in(coordinates);
          MatrixFreeCurvature roundedThere = rounded.in(coordinates)) {
        assertThat(
                Ejml.relativeError(
                    product(roundedThere.on(examples), vectors),
                    product(exactThere.on(examples), vectors)))
            .isBetween(1e-12, 1e-5);
      }
    }
  }

  private static double[] product(SymmetricOperator operator, DenseMatrix vectors) {
    try (operator;
        DenseMatrix result = DenseMatrix.zeros(vectors.rows(), vectors.columns())) {
      operator.multiply(vectors, result);
      return result.toArray();
    }
  }
}
