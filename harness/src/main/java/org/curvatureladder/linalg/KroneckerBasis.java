package org.curvatureladder.linalg;

import java.util.Arrays;

/**
 * The eigenbasis Q = Q_S (x) Q_A of a Kronecker product S (x) A, with S = Q_S' diag(lambda_S) Q_S
 * (p x p) and A = Q_A' diag(lambda_A) Q_A (q x q), eigenvectors in rows. A vector v of length p q
 * is the p x q row-major matrix V, and Q v is Q_S V Q_A'. Never builds anything pq x pq except in
 * {@link #toDense}.
 */
public final class KroneckerBasis implements AutoCloseable {
  private final Eigen left;
  private final Eigen right;

  /** The joint eigenbasis of S and A. */
  public KroneckerBasis(SymmetricMatrix s, SymmetricMatrix a) {
    this.left = Eigen.of(s);
    this.right = Eigen.of(a);
  }

  /** The eigendecomposition of S. */
  public Eigen left() {
    return left;
  }

  /** The eigendecomposition of A. */
  public Eigen right() {
    return right;
  }

  /** Row i of Q: q_s (x) q_a for i = s q + a. */
  public double[] eigenvector(int i) {
    int p = left.values().length;
    int q = right.values().length;
    double[] s = new double[p];
    double[] a = new double[q];
    left.vectors().readRow(i / q, s);
    right.vectors().readRow(i % q, a);
    double[] product = new double[p * q];
    for (int j = 0; j < product.length; j++) {
      product[j] = s[j / q] * a[j % q];
    }
    return product;
  }

  /** p q. */
  public int dimension() {
    return left.values().length * right.values().length;
  }

  /**
   * v -> Q' diag(d) Q v for every row v, written to {@code result}: V -> Q_S' (D . (Q_S V Q_A'))
   * Q_A.
   *
   * @param diagonal d: p x q row-major
   * @param vectors k x p q
   * @param result k x p q, not the same memory as {@code vectors}
   */
  public void apply(double[] diagonal, DenseMatrix vectors, DenseMatrix result) {
    int p = left.values().length;
    int q = right.values().length;
    double[] coordinates = new double[p * q];
    try (DenseMatrix v = DenseMatrix.uninitialised(p, q);
        DenseMatrix half = DenseMatrix.uninitialised(p, q)) {
      DenseMatrix flat = v.flattened();
      for (int k = 0; k < vectors.rows(); k++) {
        flat.setTo(vectors.view(k, 0, 1, p * q));
        OpenBlas.product(1, v, false, right.vectors(), true, 0, half);
        OpenBlas.product(1, left.vectors(), false, half, false, 0, v);
        flat.readRow(0, coordinates);
        for (int j = 0; j < coordinates.length; j++) {
          coordinates[j] *= diagonal[j];
        }
        flat.writeRow(0, coordinates, 0);
        OpenBlas.product(1, v, false, right.vectors(), false, 0, half);
        OpenBlas.product(1, left.vectors(), true, half, false, 0, v);
        result.view(k, 0, 1, p * q).setTo(flat);
      }
    }
  }

  /** v -> Q v for every row v, written to {@code result}: V -> Q_S V Q_A'; k x p q both. */
  public void toCoordinates(DenseMatrix vectors, DenseMatrix result) {
    rotate(vectors, false, result);
  }

  /** x -> Q'x for every row x, written to {@code result}: X -> Q_S'X Q_A; k x p q both. */
  public void fromCoordinates(DenseMatrix vectors, DenseMatrix result) {
    rotate(vectors, true, result);
  }

  private void rotate(DenseMatrix vectors, boolean back, DenseMatrix result) {
    int p = left.values().length;
    int q = right.values().length;
    DenseMatrix[] halves = new DenseMatrix[OpenBlas.workers(vectors.rows())];
    Arrays.setAll(halves, worker -> DenseMatrix.uninitialised(p, q));
    OpenBlas.overRows(
        vectors.rows(),
        (worker, k) -> {
          DenseMatrix half = halves[worker];
          DenseMatrix v = vectors.unflattened(k, 0, p, q);
          OpenBlas.product(1, v, false, right.vectors(), !back, 0, half);
          OpenBlas.product(1, left.vectors(), back, half, false, 0, result.unflattened(k, 0, p, q));
        });
    for (DenseMatrix half : halves) {
      half.close();
    }
  }

  /**
   * Q' diag(d) Q as a dense pq x pq matrix: the Kronecker sum over s of (q_s q_s') (x) (Q_A'
   * diag(d_s) Q_A), with q_s row s of Q_S and d_s row s of d.
   */
  public SymmetricMatrix toDense(double[] diagonal) {
    int p = left.values().length;
    int q = right.values().length;
    double[] s = left.vectors().toArray();
    double[] a = right.vectors().toArray();
    DenseMatrix dense = DenseMatrix.zeros(p * q, p * q);
    KroneckerSum.addSymmetric(
        dense,
        1,
        p,
        p,
        (n, row) -> {
          for (int o = 0, k = 0; o < p; o++) {
            for (int o2 = o; o2 < p; o2++, k++) {
              row[k] = s[n * p + o] * s[n * p + o2];
            }
          }
        },
        q,
        (n, row) -> {
          for (int j = 0; j < q; j++) {
            double weight = diagonal[n * q + j];
            for (int i = 0, k = 0; i < q; i++) {
              double scaled = weight * a[j * q + i];
              for (int i2 = i; i2 < q; i2++, k++) {
                row[k] += scaled * a[j * q + i2];
              }
            }
          }
        });
    return SymmetricMatrix.mirroringUpper(dense);
  }

  /** Frees both eigenbases. */
  @Override
  public void close() {
    left.close();
    right.close();
  }
}
