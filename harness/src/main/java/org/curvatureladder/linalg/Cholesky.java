package org.curvatureladder.linalg;

/**
 * A + shift I = U'U for symmetric positive definite A + shift I (LAPACK dpotrf, dpotrs). The
 * cheapest damped solve where the spectrum is not asked for: P^3 / 3 per shift.
 */
public final class Cholesky implements AutoCloseable {
  private final DenseMatrix factor;

  private Cholesky(DenseMatrix factor) {
    this.factor = factor;
  }

  /**
   * Factorises a copy of A + shift I.
   *
   * @throws ArithmeticException if A + shift I is not positive definite, naming the pivot, or not
   *     finite
   */
  public static Cholesky of(SymmetricMatrix a, double shift) {
    DenseMatrix factor = a.values().copy();
    for (int i = 0; i < factor.rows(); i++) {
      factor.set(i, i, factor.get(i, i) + shift);
    }
    int info = OpenBlas.choleskyInPlace(factor);
    if (info != 0) {
      factor.close();
      throw new ArithmeticException(
          info > 0
              ? "the %d x %d matrix A + %s I is not positive definite: pivot %d is not positive"
                  .formatted(a.dimension(), a.dimension(), shift, info)
              : "the %d x %d matrix has elements that are not finite"
                  .formatted(a.dimension(), a.dimension()));
    }
    return new Cholesky(factor);
  }

  /** Every row v of a k x P matrix becomes (A + shift I)^-1 v. */
  public void solveInPlace(DenseMatrix vectors) {
    int info = OpenBlas.choleskySolveInPlace(factor, vectors);
    if (info != 0) {
      throw new ArithmeticException("right-hand sides with elements that are not finite");
    }
  }

  /** Frees the factor. */
  @Override
  public void close() {
    factor.close();
  }
}
