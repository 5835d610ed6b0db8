package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.OpenBlas;

/**
 * (1/M) sum over M examples of C_n, batch after batch so that memory stays bounded, and the vectors
 * of a product side by side.
 */
final class OverBatches implements SymmetricOperator {
  /** Examples per batch of a pass over all data: the matrix products run at full speed. */
  static final int CHUNK = 2048;

  private final int dimension;
  private final int count;
  private final int batches;
  private final Function<Integer, Batch> open;

  /** A batch, with what its products need that does not depend on the vector. */
  interface Batch extends AutoCloseable {

    /** Working memory for one product at a time. */
    Product product();

    @Override
    void close();
  }

  /** Adds products to a result. */
  interface Product extends AutoCloseable {

    /** Row r of {@code result} becomes beta times itself + scale sum_n C_n v_r. */
    void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result);

    @Override
    void close();
  }

  private OverBatches(int dimension, int count, int batches, Function<Integer, Batch> open) {
    this.dimension = dimension;
    this.count = count;
    this.batches = batches;
    this.open = open;
  }

  /** All of {@code count} examples, {@code chunk} at a time. */
  static SymmetricOperator all(int dimension, int count, int chunk, Function<int[], Batch> open) {
    if (count <= chunk) {
      return one(dimension, count, open.apply(IntStream.range(0, count).toArray()));
    }
    return new OverBatches(
        dimension,
        count,
        (count + chunk - 1) / chunk,
        b -> open.apply(IntStream.range(b * chunk, Math.min((b + 1) * chunk, count)).toArray()));
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public void multiply(DenseMatrix vectors, DenseMatrix result) {
    checkSizes(vectors, result, dimension);
    for (int b = 0; b < batches; b++) {
      try (Batch batch = open.apply(b)) {
        multiply(batch, vectors, 1.0 / count, b == 0 ? 0 : 1, result);
      }
    }
  }

  @Override
  public void close() {}

  /** One batch, which the operator takes over. */
  static SymmetricOperator one(int dimension, int size, Batch batch) {
    return new SymmetricOperator() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void multiply(DenseMatrix vectors, DenseMatrix result) {
        checkSizes(vectors, result, dimension);
        OverBatches.multiply(batch, vectors, 1.0 / size, 0, result);
      }

      @Override
      public void close() {
        batch.close();
      }
    };
  }

  private static void multiply(
      Batch batch, DenseMatrix vectors, double scale, double beta, DenseMatrix result) {
    Product[] products = new Product[OpenBlas.workers(vectors.rows())];
    Arrays.setAll(products, worker -> batch.product());
    OpenBlas.overRows(
        vectors.rows(), (worker, r) -> products[worker].add(vectors, r, scale, beta, result));
    for (Product product : products) {
      product.close();
    }
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
