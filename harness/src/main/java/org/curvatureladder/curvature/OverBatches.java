package org.curvatureladder.curvature;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.ParameterLayout;

/** The mean over all N examples, summed over consecutive chunks so that memory stays bounded. */
final class OverBatches implements SymmetricOperator {
  /** Examples per chunk: enough for the matrix products to run at full speed. */
  static final int CHUNK = 1024;

  private final ParameterLayout layout;
  private final int count;
  private final int chunk;
  private final Function<int[], BatchProduct> batches;

  /** A product that adds to its result. */
  interface BatchProduct extends AutoCloseable {

    /** Row r of {@code result} becomes beta times itself + scale sum_n C_n v_r. */
    void addProduct(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result);

    @Override
    void close();
  }

  OverBatches(ParameterLayout layout, int count, int chunk, Function<int[], BatchProduct> batches) {
    this.layout = layout;
    this.count = count;
    this.chunk = chunk;
    this.batches = batches;
  }

  @Override
  public int dimension() {
    return layout.parameterCount();
  }

  @Override
  public void multiply(DenseMatrix vectors, DenseMatrix result) {
    checkSizes(vectors, result, dimension());
    for (int first = 0; first < count; first += chunk) {
      int end = Math.min(first + chunk, count);
      try (BatchProduct batch = batches.apply(IntStream.range(first, end).toArray())) {
        for (int r = 0; r < vectors.rows(); r++) {
          batch.addProduct(vectors, r, 1.0 / count, first == 0 ? 0 : 1, result);
        }
      }
    }
  }

  @Override
  public void close() {}

  /** The mean over one batch. */
  static SymmetricOperator of(BatchProduct batch, int size, int dimension) {
    return new SymmetricOperator() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void multiply(DenseMatrix vectors, DenseMatrix result) {
        checkSizes(vectors, result, dimension);
        for (int r = 0; r < vectors.rows(); r++) {
          batch.addProduct(vectors, r, 1.0 / size, 0, result);
        }
      }

      @Override
      public void close() {
        batch.close();
      }
    };
  }

  private static void checkSizes(DenseMatrix vectors, DenseMatrix result, int dimension) {
    if (vectors.columns() != dimension
        || result.columns() != dimension
        || vectors.rows() != result.rows()) {
      throw new IllegalArgumentException(
          "products of %s vectors into %s, expected length P = %d"
              .formatted(vectors, result, dimension));
    }
  }
}
