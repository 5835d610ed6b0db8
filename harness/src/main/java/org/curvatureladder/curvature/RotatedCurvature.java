package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;

/** Q C Q' by rotating every vector there and back: right for any C, and slow. */
final class RotatedCurvature implements MatrixFreeCurvature {
  private final MatrixFreeCurvature curvature;
  private final KroneckerCoordinates coordinates;

  RotatedCurvature(MatrixFreeCurvature curvature, KroneckerCoordinates coordinates) {
    this.curvature = curvature;
    this.coordinates = coordinates;
  }

  @Override
  public String name() {
    return curvature.name();
  }

  @Override
  public int dimension() {
    return curvature.dimension();
  }

  @Override
  public int count() {
    return curvature.count();
  }

  @Override
  public SymmetricOperator full() {
    return rotated(curvature.full());
  }

  @Override
  public SymmetricOperator on(int[] examples) {
    return rotated(curvature.on(examples));
  }

  /** Does nothing: the curvature belongs to its maker. */
  @Override
  public void close() {}

  private SymmetricOperator rotated(SymmetricOperator operator) {
    return new SymmetricOperator() {
      @Override
      public int dimension() {
        return operator.dimension();
      }

      @Override
      public void multiply(DenseMatrix vectors, DenseMatrix result) {
        try (DenseMatrix parameters = DenseMatrix.zeros(vectors.rows(), vectors.columns());
            DenseMatrix products = DenseMatrix.zeros(vectors.rows(), vectors.columns())) {
          coordinates.toParameters(vectors, parameters);
          operator.multiply(parameters, products);
          coordinates.fromParameters(products, result);
        }
      }

      @Override
      public void close() {
        operator.close();
      }
    };
  }
}
