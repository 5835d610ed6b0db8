package org.curvatureladder.curvature;

import java.util.function.DoubleUnaryOperator;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * A symmetric P x P matrix C = Q' diag(sigma) Q known by its eigendecomposition, so that any
 * function f(C) = Q' diag(f(sigma)) Q of it can be applied: exponentials and powers, where a {@link
 * Curvature} offers products and damped solves only.
 */
public interface Diagonalised extends AutoCloseable {

  /** f(C) v for every row v of a k x P matrix; k x P, the caller's to close. */
  DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows);

  /** Frees the eigenvectors. */
  @Override
  void close();
}
