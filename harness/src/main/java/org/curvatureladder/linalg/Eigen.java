package org.curvatureladder.linalg;

import java.util.function.DoubleUnaryOperator;

/**
 * A = Q' diag(lambda) Q for symmetric A, with the eigenvectors in the ROWS of Q and lambda
 * ascending (LAPACK dsyevd: divide and conquer, which needs 2 P^2 doubles of working memory while
 * it runs).
 */
public final class Eigen implements AutoCloseable {
  private final double[] values;
  private final DenseMatrix vectors;

  private Eigen(double[] values, DenseMatrix vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a copy of A.
   *
   * @throws ArithmeticException if A is not finite or the iteration does not converge
   */
  public static Eigen of(SymmetricMatrix a) {
    DenseMatrix vectors = a.values().copy();
    return new Eigen(decompose(vectors, true), vectors);
  }

  /** The eigenvalues alone, ascending; several times cheaper. */
  public static double[] valuesOf(SymmetricMatrix a) {
    try (DenseMatrix work = a.values().copy()) {
      return decompose(work, false);
    }
  }

  private static double[] decompose(DenseMatrix a, boolean wantVectors) {
    double[] values = new double[a.rows()];
    int info = OpenBlas.eigenInPlace(a, values, wantVectors);
    if (info != 0) {
      a.close();
      throw new ArithmeticException(
          (info > 0
                  ? "the eigenvalues of a %d x %d matrix did not converge"
                  : "a %d x %d matrix has elements that are not finite")
              .formatted(a.rows(), a.rows()));
    }
    return values;
  }

  /** lambda, ascending. */
  public double[] values() {
    return values;
  }

  /** Q: row i is the eigenvector of lambda_i. */
  public DenseMatrix vectors() {
    return vectors;
  }

  /** v -> Q' diag(f(lambda)) Q v for every row v of a k x P matrix. */
  public DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = f.applyAsDouble(values[i]);
    }
    try (DenseMatrix coordinates = rows.timesTransposed(vectors)) {
      coordinates.scaleColumns(mapped);
      return coordinates.times(vectors);
    }
  }

  /** Frees the eigenvectors. */
  @Override
  public void close() {
    vectors.close();
  }
}
