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
    overTilePairs(
        square,
        (upper, lower, diagonal) -> {
          for (int i = 0; i < upper.length; i++) {
            for (int j = diagonal ? i + 1 : 0; j < upper[i].length; j++) {
              lower[j][i] = upper[i][j];
            }
          }
        });
    return new SymmetricMatrix(square);
  }

  /** Takes over a square matrix A and makes it (A + A') / 2. */
  public static SymmetricMatrix symmetrising(DenseMatrix square) {
    overTilePairs(
        square,
        (upper, lower, diagonal) -> {
          for (int i = 0; i < upper.length; i++) {
            for (int j = diagonal ? i + 1 : 0; j < upper[i].length; j++) {
              double mean = 0.5 * (upper[i][j] + lower[j][i]);
              upper[i][j] = mean;
              lower[j][i] = mean;
            }
          }
        });
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

  /** ||A||_F. */
  public double frobeniusNorm() {
    return Math.sqrt(values.squaredNorm());
  }

  /** A copy with its own memory. */
  public SymmetricMatrix copy() {
    return new SymmetricMatrix(values.copy());
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

  private interface TilePair {
    void apply(double[][] upper, double[][] lower, boolean diagonal);
  }

  /** Tiles keep both the rows read and the rows written in cache. */
  private static void overTilePairs(DenseMatrix square, TilePair operation) {
    int n = square.rows();
    DenseMatrix.check(n == square.columns(), "a symmetric matrix is square, got %s", square);
    for (int r = 0; r < n; r += TILE) {
      int height = Math.min(TILE, n - r);
      for (int c = r; c < n; c += TILE) {
        int width = Math.min(TILE, n - c);
        double[][] upper = readTile(square, r, c, height, width);
        double[][] lower = c == r ? upper : readTile(square, c, r, width, height);
        operation.apply(upper, lower, c == r);
        writeTile(square, r, c, upper);
        if (c != r) {
          writeTile(square, c, r, lower);
        }
      }
    }
  }

  private static double[][] readTile(
      DenseMatrix matrix, int row, int column, int height, int width) {
    DenseMatrix view = matrix.view(row, column, height, width);
    double[][] tile = new double[height][width];
    for (int i = 0; i < height; i++) {
      view.readRow(i, tile[i]);
    }
    return tile;
  }

  private static void writeTile(DenseMatrix matrix, int row, int column, double[][] tile) {
    DenseMatrix view = matrix.view(row, column, tile.length, tile[0].length);
    for (int i = 0; i < tile.length; i++) {
      view.writeRow(i, tile[i], 0);
    }
  }
}
