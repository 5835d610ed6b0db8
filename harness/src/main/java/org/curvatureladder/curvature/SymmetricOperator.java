package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;

/**
 * A symmetric P x P matrix A known by its products alone. Vectors come as the rows of k x P
 * matrices. Close it when done; it keeps working memory between products, so one thread at a time.
 */
public interface SymmetricOperator extends AutoCloseable {

  /** Number of rows and columns P. */
  int dimension();

  /**
   * Row k of {@code result} becomes A v_k.
   *
   * @param vectors k x P
   * @param result k x P, not the same memory as {@code vectors}
   */
  void multiply(DenseMatrix vectors, DenseMatrix result);

  /** Frees what this operator owns. */
  @Override
  void close();

  /** A curvature's own products; closing the operator leaves the curvature open. */
  static SymmetricOperator of(Curvature curvature) {
    return new SymmetricOperator() {
      @Override
      public int dimension() {
        return curvature.dimension();
      }

      @Override
      public void multiply(DenseMatrix vectors, DenseMatrix result) {
        try (DenseMatrix products = curvature.multiply(vectors)) {
          result.setTo(products);
        }
      }

      @Override
      public void close() {}
    };
  }
}
