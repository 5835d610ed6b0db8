package org.curvatureladder.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curvatureladder.Tolerances;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symmetric products, Cholesky and the eigendecomposition against EJML. */
class SymmetricMatrixTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 64, 65, 300})
  void upperTriangleIsMirrored(int n) {
    DMatrixRMaj a = Ejml.random(n, n, 4);
    DMatrixRMaj mirrored = a.copy();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mirrored.set(i, j, a.get(Math.min(i, j), Math.max(i, j)));
      }
    }
    try (SymmetricMatrix upper = SymmetricMatrix.mirroringUpper(Ejml.toDense(a))) {
      assertThat(upper.values().toArray()).containsExactly(mirrored.data);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 300})
  void productAndTrace(int n) {
    DMatrixRMaj a = Ejml.gramian(Ejml.random(n, n + 2, 5));
    DMatrixRMaj v = Ejml.random(3, n, 6);
    try (SymmetricMatrix x = SymmetricMatrix.mirroringUpper(Ejml.toDense(a))) {
      assertThat(Ejml.relativeError(x.multiply(Ejml.toDense(v)), Ejml.product(v, a)))
          .isLessThan(Tolerances.EXACT);
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += a.get(i, i);
      }
      assertThat(x.trace()).isCloseTo(trace, withinRelative(trace));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 300})
  void choleskySolve(int n) {
    DMatrixRMaj a = Ejml.gramian(Ejml.random(n, 2 * n, 7));
    DMatrixRMaj v = Ejml.random(4, n, 8);
    try (SymmetricMatrix x = SymmetricMatrix.mirroringUpper(Ejml.toDense(a));
        Cholesky cholesky = Cholesky.of(x, 0.5);
        DenseMatrix wide = DenseMatrix.zeros(4, n + 2)) {
      DenseMatrix rows = wide.view(0, 1, 4, n);
      rows.setTo(Ejml.toDense(v));
      cholesky.solveInPlace(rows);
      DMatrixRMaj expected = Ejml.solveRows(Ejml.plusDiagonal(a, 0.5), v);
      assertThat(Ejml.relativeError(rows, expected)).isLessThan(Tolerances.SOLVE);
      assertThat(wide.get(3, n + 1)).isZero();
      assertThat(Ejml.relativeError(x, a)).as("the matrix is left alone").isLessThan(1e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 300})
  void eigendecomposition(int n) {
    DMatrixRMaj r = Ejml.random(n, n, 9);
    DMatrixRMaj v = Ejml.random(4, n, 10);
    try (SymmetricMatrix x = SymmetricMatrix.mirroringUpper(Ejml.toDense(r));
        Eigen eigen = Eigen.of(x)) {
      DMatrixRMaj a = Ejml.of(x);
      Ejml.Spectrum expected = Ejml.spectrum(a);
      assertThat(Ejml.relativeError(eigen.values(), expected.values()))
          .isLessThan(Tolerances.ORACLE);
      assertThat(Ejml.relativeError(Eigen.valuesOf(x), expected.values()))
          .isLessThan(Tolerances.ORACLE);
      DMatrixRMaj q = Ejml.of(eigen.vectors());
      assertThat(
              Ejml.relativeError(
                  new Ejml.Spectrum(eigen.values(), q).compose(eigen.values()).data, a.data))
          .isLessThan(Tolerances.ORACLE);
      double[] exponentials = new double[n];
      for (int k = 0; k < n; k++) {
        exponentials[k] = Math.exp(-expected.values()[k] * expected.values()[k]);
      }
      assertThat(
              Ejml.relativeError(
                  eigen.apply(value -> Math.exp(-value * value), Ejml.toDense(v)),
                  Ejml.product(v, expected.compose(exponentials))))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  @Test
  void indefiniteMatrixNamesItsPivot() {
    try (SymmetricMatrix x =
        SymmetricMatrix.mirroringUpper(
            DenseMatrix.of(3, 3, new double[] {2, 0, 0, 0, 1, 3, 0, 3, 1}))) {
      assertThatThrownBy(() -> Cholesky.of(x, 0.5))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("not positive definite")
          .hasMessageContaining("pivot 3");
      Cholesky.of(x, 2.5).close();
    }
  }

  @Test
  void matricesThatAreNotFiniteAreErrors() {
    try (SymmetricMatrix x =
        SymmetricMatrix.mirroringUpper(DenseMatrix.of(2, 2, new double[] {1, 0, 0, Double.NaN}))) {
      assertThatThrownBy(() -> Cholesky.of(x, 0)).hasMessageContaining("not finite");
      assertThatThrownBy(() -> Eigen.of(x)).hasMessageContaining("not finite");
      assertThatThrownBy(() -> Eigen.valuesOf(x)).hasMessageContaining("not finite");
    }
  }

  private static org.assertj.core.data.Offset<Double> withinRelative(double size) {
    return org.assertj.core.api.Assertions.within(Tolerances.EXACT * Math.abs(size));
  }
}
