package org.curvatureladder.linalg;

/**
 * A dense symmetric matrix with both triangles stored, exactly equal. Close it when done; see
 * {@link DenseMatrix} for the memory.
 */
public final class SymmetricMatrix implements AutoCloseable {
  private static final int TILE = 64;
  private final DenseMatrix values;

  private SymmetricMatrix(DenseMatrix values) {
    this.values = values;
  }

  /** Takes over a square matrix and overwrites its lower triangle with its upper one. */
  public static SymmetricMatrix mirroringUpper(DenseMatrix square) {
    int n = square.rows();
    DenseMatrix.check(n == square.columns(), "a symmetric matrix is square, got %s", square);
    // Tiles keep both the rows read and the rows written in cache.
    for (int r = 0; r < n; r += TILE) {
      int height = Math.min(TILE, n - r);
      for (int c = r; c < n; c += TILE) {
        int width = Math.min(TILE, n - c);
        mirrorTile(square.view(r, c, height, width), square.view(c, r, width, height), r == c);
      }
    }
    return new SymmetricMatrix(square);
  }

  /** Number of rows and columns. */
  public int dimension() {
    return values.rows();
  }

  /** Element (row, column). */
  public double get(int row, int column) {
    return values.get(row, column);
  }

  /** The elements, not to be written to. */
  public DenseMatrix values() {
    return values;
  }

  /** v -> A v for every row v: V A, k x P. */
  public DenseMatrix multiply(DenseMatrix vectors) {
    DenseMatrix result = DenseMatrix.uninitialised(vectors.rows(), dimension());
    OpenBlas.symmetricProduct(vectors, values, result);
    return result;
  }

  /** A copy of the rows and columns of the given numbers, in their order. */
  public SymmetricMatrix submatrix(int[] numbers) {
    DenseMatrix result = DenseMatrix.uninitialised(numbers.length, numbers.length);
    double[] row = new double[dimension()];
    double[] selected = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values.readRow(numbers[i], row);
      for (int k = 0; k < numbers.length; k++) {
        selected[k] = row[numbers[k]];
      }
      result.writeRow(i, selected, 0);
    }
    return new SymmetricMatrix(result);
  }

  /** Sum of the diagonal. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < dimension(); i++) {
      sum += values.get(i, i);
    }
    return sum;
  }

  /** The same matrix and memory; closing the view does nothing. */
  public SymmetricMatrix view() {
    return new SymmetricMatrix(values.view());
  }

  /** Frees the memory, unless this is a view. */
  @Override
  public void close() {
    values.close();
  }

  private static void mirrorTile(DenseMatrix upper, DenseMatrix lower, boolean diagonal) {
    double[] row = new double[upper.columns()];
    double[][] transposed = new double[lower.rows()][lower.columns()];
    for (int i = 0; i < upper.rows(); i++) {
      upper.readRow(i, row);
      for (int j = diagonal ? i : 0; j < row.length; j++) {
        transposed[j][i] = row[j];
        if (diagonal) {
          transposed[i][j] = row[j];
        }
      }
    }
    for (int j = 0; j < transposed.length; j++) {
      lower.writeRow(j, transposed[j], 0);
    }
  }
}
