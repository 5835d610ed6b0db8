package org.curvatureladder.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.curvatureladder.Tolerances;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kronecker sums and eigenbases against EJML's explicit Kronecker product. */
class KroneckerTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "5,4", "13,17"})
  void basisProductsAndDenseForm(int p, int q) {
    DMatrixRMaj s = Ejml.gramian(Ejml.random(p, 2 * p, 1));
    DMatrixRMaj a = Ejml.gramian(Ejml.random(q, 2 * q, 2));
    double[] diagonal = Ejml.random(p, q, 3).data;
    DMatrixRMaj v = Ejml.random(3, p * q, 4);
    try (KroneckerBasis basis = new KroneckerBasis(symmetric(s), symmetric(a));
        DenseMatrix wide = DenseMatrix.zeros(3, p * q + 2);
        SymmetricMatrix dense = basis.toDense(diagonal)) {
      DMatrixRMaj both =
          CommonOps_DDRM.kron(
              Ejml.of(basis.left().vectors()), Ejml.of(basis.right().vectors()), null);
      DMatrixRMaj expected = new Ejml.Spectrum(diagonal, both).compose(diagonal);
      assertThat(Ejml.relativeError(dense, expected)).isLessThan(Tolerances.ORACLE);
      DenseMatrix result = wide.view(0, 1, 3, p * q);
      basis.apply(diagonal, Ejml.toDense(v), result);
      assertThat(Ejml.relativeError(result, Ejml.product(v, expected)))
          .isLessThan(Tolerances.ORACLE);
      double[] products = new double[p * q];
      for (int k = 0; k < products.length; k++) {
        products[k] = basis.left().values()[k / q] * basis.right().values()[k % q];
      }
      try (SymmetricMatrix kronecker = basis.toDense(products)) {
        assertThat(Ejml.relativeError(kronecker, CommonOps_DDRM.kron(s, a, null)))
            .isLessThan(Tolerances.ORACLE);
      }
    }
  }

  @Test
  void sumOfRectangularProducts() {
    int terms = 4;
    DMatrixRMaj expected = new DMatrixRMaj(2 * 5, 3 * 4);
    for (int n = 0; n < terms; n++) {
      CommonOps_DDRM.addEquals(
          expected,
          0.25,
          CommonOps_DDRM.kron(Ejml.random(2, 3, n), Ejml.random(5, 4, 90 + n), null));
    }
    try (DenseMatrix sum = DenseMatrix.zeros(10, 12)) {
      KroneckerSum.add(
          sum,
          0.25,
          terms,
          2,
          3,
          (n, row) -> fill(2, 3, n, row),
          5,
          4,
          (n, row) -> fill(5, 4, 90 + n, row));
      assertThat(Ejml.relativeError(sum, expected)).isLessThan(Tolerances.EXACT);
    }
  }

  /** Larger than the scratch memory, so that the product is made in several chunks. */
  @Test
  void sumInChunks() {
    int p = 65;
    int q = 64;
    double[] s = Ejml.random(p, p, 5).data;
    double[] a = Ejml.random(q, q, 6).data;
    assertThat(p * p * q * q).isGreaterThan(KroneckerSum.SCRATCH);
    try (DenseMatrix block = DenseMatrix.zeros(p * q, p * q)) {
      KroneckerSum.add(
          block,
          2,
          2,
          p,
          p,
          (n, row) -> scaled(s, 1 + n, row),
          q,
          q,
          (n, row) -> scaled(a, 1, row));
      double[] row = new double[p * q];
      for (int r = 0; r < p * q; r += 37) {
        block.readRow(r, row);
        double[] expected = new double[p * q];
        for (int c = 0; c < p * q; c++) {
          expected[c] = 6 * s[r / q * p + c / q] * a[r % q * q + c % q];
        }
        assertThat(Ejml.relativeError(row, expected)).isLessThan(Tolerances.EXACT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,2", "4,5"})
  void sumOfSymmetricProducts(int p, int q) {
    DMatrixRMaj s = Ejml.gramian(Ejml.random(p, 3, 5));
    DMatrixRMaj a = Ejml.gramian(Ejml.random(q, 3, 6));
    DMatrixRMaj expected = CommonOps_DDRM.kron(s, a, null);
    CommonOps_DDRM.scale(6, expected);
    DenseMatrix block = DenseMatrix.zeros(p * q, p * q);
    KroneckerSum.addSymmetric(
        block,
        2,
        2,
        p,
        (n, row) -> pack(s.data, p, 1 + n, row),
        q,
        (n, row) -> pack(a.data, q, 1, row));
    try (SymmetricMatrix sum = SymmetricMatrix.mirroringUpper(block)) {
      assertThat(Ejml.relativeError(sum, expected)).isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void crossedSum() {
    int terms = 3;
    int p = 2;
    int p2 = 3;
    int q = 4;
    int q2 = 5;
    double[] expected = new double[p * q * p2 * q2];
    for (int n = 0; n < terms; n++) {
      DMatrixRMaj u = Ejml.random(p2, q, n);
      DMatrixRMaj v = Ejml.random(p, q2 - 1, 90 + n);
      for (int o = 0; o < p; o++) {
        for (int i = 0; i < q; i++) {
          for (int o2 = 0; o2 < p2; o2++) {
            for (int i2 = 0; i2 < q2 - 1; i2++) {
              expected[(o * q + i) * p2 * q2 + o2 * q2 + i2] += 0.5 * v.get(o, i2) * u.get(o2, i);
            }
          }
        }
      }
    }
    try (DenseMatrix sum = DenseMatrix.zeros(p * q, p2 * q2)) {
      KroneckerSum.addCrossed(
          sum,
          0.5,
          terms,
          p,
          p2,
          q,
          q2,
          (n, row) -> fill(p2, q, n, row),
          (n, row) -> fill(p, q2 - 1, 90 + n, row));
      assertThat(Ejml.relativeError(sum.toArray(), expected)).isLessThan(Tolerances.EXACT);
    }
  }

  private static SymmetricMatrix symmetric(DMatrixRMaj a) {
    return SymmetricMatrix.mirroringUpper(Ejml.toDense(a));
  }

  private static void fill(int rows, int columns, long seed, double[] row) {
    System.arraycopy(Ejml.random(rows, columns, seed).data, 0, row, 0, row.length);
  }

  private static void scaled(double[] values, double scale, double[] row) {
    for (int k = 0; k < row.length; k++) {
      row[k] = scale * values[k];
    }
  }

  private static void pack(double[] symmetric, int size, double scale, double[] row) {
    for (int i = 0, k = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        row[k++] = scale * symmetric[i * size + j];
      }
    }
  }
}
