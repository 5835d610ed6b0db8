package org.curvatureladder.linalg;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A dense row-major matrix of doubles off the Java heap, so that P x P matrices (740 MB at P =
 * 9610) neither fill the heap nor are copied for BLAS. Element (i, j) stands at i * stride + j.
 *
 * <p>Close it when done; memory of a matrix that was forgotten returns with the garbage collector.
 * A view shares the memory of its matrix: closing a view does nothing, using it after its matrix
 * was closed is an error.
 */
public final class DenseMatrix implements AutoCloseable {
  private final int rows;
  private final int columns;
  private final int stride;
  private final DoublePointer pointer;
  private final DenseMatrix owner;

  private DenseMatrix(int rows, int columns, int stride, DoublePointer pointer, DenseMatrix owner) {
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
    this.pointer = pointer;
    this.owner = owner == null ? this : owner;
  }

  /** A matrix whose elements are whatever the memory held: for results that BLAS overwrites. */
  static DenseMatrix uninitialised(int rows, int columns) {
    check(rows > 0 && columns > 0, "a matrix needs positive sizes, got %d x %d", rows, columns);
    return new DenseMatrix(rows, columns, columns, new DoublePointer((long) rows * columns), null);
  }

  /** The rows x columns zero matrix. */
  public static DenseMatrix zeros(int rows, int columns) {
    DenseMatrix zeros = uninitialised(rows, columns);
    Pointer.memset(zeros.pointer, 0, (long) rows * columns * Double.BYTES);
    return zeros;
  }

  /** A copy of rows x columns values in row-major order. */
  public static DenseMatrix of(int rows, int columns, double[] values) {
    check(
        values.length == (long) rows * columns,
        "%d values for a %d x %d matrix",
        values.length,
        rows,
        columns);
    DenseMatrix matrix = uninitialised(rows, columns);
    for (int i = 0; i < rows; i++) {
      matrix.writeRow(i, values, i * columns);
    }
    return matrix;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  int stride() {
    return stride;
  }

  DoublePointer pointer() {
    if (owner.pointer.isNull()) {
      throw new IllegalStateException("the matrix %s was closed".formatted(this));
    }
    return pointer;
  }

  /** Rows [row, row + height) x columns [column, column + width), sharing this memory. */
  public DenseMatrix view(int row, int column, int height, int width) {
    check(
        row >= 0 && column >= 0 && row + height <= rows && column + width <= columns,
        "view of %d x %d at (%d, %d) of %s",
        height,
        width,
        row,
        column,
        this);
    DoublePointer start = pointer().getPointer((long) row * stride + column);
    return new DenseMatrix(height, width, stride, start, owner);
  }

  /** All of this matrix as a view, whose close does nothing. */
  public DenseMatrix view() {
    return view(0, 0, rows, columns);
  }

  /** The elements of a contiguous matrix as one row, sharing this memory. */
  public DenseMatrix flattened() {
    check(stride == columns, "only a contiguous matrix can be flattened, not a view of %s", this);
    int length = Math.multiplyExact(rows, columns);
    return new DenseMatrix(1, length, length, pointer(), owner);
  }

  /**
   * The height * width elements of one row from {@code column} on, as a height x width row-major
   * matrix sharing this memory: a layer's weights inside a vector of parameters.
   */
  public DenseMatrix unflattened(int row, int column, int height, int width) {
    check(
        row >= 0 && row < rows && column >= 0 && column + (long) height * width <= columns,
        "%d x %d elements from (%d, %d) of %s",
        height,
        width,
        row,
        column,
        this);
    DoublePointer start = pointer().getPointer((long) row * stride + column);
    return new DenseMatrix(height, width, width, start, owner);
  }

  /** Element (row, column); for loops over many elements read rows instead. */
  public double get(int row, int column) {
    checkElement(row, column);
    return pointer().get((long) row * stride + column);
  }

  /** Sets element (row, column). */
  public void set(int row, int column, double value) {
    checkElement(row, column);
    pointer().put((long) row * stride + column, value);
  }

  /** Copies row i to {@code result[0 .. columns)}. */
  public void readRow(int row, double[] result) {
    buffer(row, 1).get(0, result, 0, columns);
    Reference.reachabilityFence(this);
  }

  /** Copies {@code source[from .. from + columns)} to row i. */
  public void writeRow(int row, double[] source, int from) {
    buffer(row, 1).put(0, source, from, columns);
    Reference.reachabilityFence(this);
  }

  /** A copy of the columns of the given numbers, in their order. */
  public DenseMatrix selectColumns(int[] numbers) {
    DenseMatrix result = uninitialised(rows, numbers.length);
    double[] row = new double[columns];
    double[] selected = new double[numbers.length];
    for (int i = 0; i < rows; i++) {
      readRow(i, row);
      for (int k = 0; k < numbers.length; k++) {
        selected[k] = row[numbers[k]];
      }
      result.writeRow(i, selected, 0);
    }
    return result;
  }

  /** Overwrites column numbers[k] with column k of a matrix of as many rows. */
  public void writeColumns(int[] numbers, DenseMatrix source) {
    check(
        source.rows == rows && source.columns == numbers.length,
        "%s written to %d columns of %s",
        source,
        numbers.length,
        this);
    for (int i = 0; i < rows; i++) {
      writeInto(i, numbers, source, i);
    }
  }

  /** Overwrites element (numbers[i], numbers[j]) with element (i, j) of a square matrix. */
  public void writeSubmatrix(int[] numbers, DenseMatrix source) {
    check(
        source.rows == numbers.length && source.columns == numbers.length,
        "%s written to %d rows and columns of %s",
        source,
        numbers.length,
        this);
    for (int i = 0; i < numbers.length; i++) {
      writeInto(numbers[i], numbers, source, i);
    }
  }

  private void writeInto(int row, int[] numbers, DenseMatrix source, int sourceRow) {
    double[] target = new double[columns];
    double[] values = new double[source.columns];
    readRow(row, target);
    source.readRow(sourceRow, values);
    for (int k = 0; k < numbers.length; k++) {
      target[numbers[k]] = values[k];
    }
    writeRow(row, target, 0);
  }

  /** All elements in row-major order; only for matrices that fit a Java array. */
  public double[] toArray() {
    double[] values = new double[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      buffer(i, 1).get(0, values, i * columns, columns);
    }
    Reference.reachabilityFence(this);
    return values;
  }

  /** A copy with its own, contiguous memory. */
  public DenseMatrix copy() {
    DenseMatrix copy = uninitialised(rows, columns);
    copy.setTo(this);
    return copy;
  }

  /** Copies the elements of a matrix of the same size. */
  public void setTo(DenseMatrix source) {
    check(rows == source.rows && columns == source.columns, "%s set to %s", this, source);
    if (stride == columns && source.stride == columns) {
      Pointer.memcpy(pointer(), source.pointer(), (long) rows * columns * Double.BYTES);
    } else {
      for (int i = 0; i < rows; i++) {
        buffer(i, 1).put(0, source.buffer(i, 1), 0, columns);
      }
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(source);
  }

  /** A B. */
  public DenseMatrix times(DenseMatrix b) {
    DenseMatrix result = uninitialised(rows, b.columns);
    OpenBlas.product(1, this, false, b, false, 0, result);
    return result;
  }

  /** A B'. */
  public DenseMatrix timesTransposed(DenseMatrix b) {
    DenseMatrix result = uninitialised(rows, b.rows);
    OpenBlas.product(1, this, false, b, true, 0, result);
    return result;
  }

  /** A'B. */
  public DenseMatrix transposedTimes(DenseMatrix b) {
    DenseMatrix result = uninitialised(columns, b.columns);
    OpenBlas.product(1, this, true, b, false, 0, result);
    return result;
  }

  /**
   * Becomes alpha op(A) op(B) + beta this, op being the transpose where the flag says so; A and B
   * do not overlap this matrix.
   */
  public void setToProduct(
      double alpha,
      DenseMatrix a,
      boolean transposeA,
      DenseMatrix b,
      boolean transposeB,
      double beta) {
    OpenBlas.product(alpha, a, transposeA, b, transposeB, beta, this);
  }

  /** scale A'A. */
  public SymmetricMatrix gramian(double scale) {
    DenseMatrix result = zeros(columns, columns);
    OpenBlas.gramian(scale, this, result);
    return SymmetricMatrix.mirroringUpper(result);
  }

  /** Multiplies every element of column j by factors[j], in place. */
  public void scaleColumns(double[] factors) {
    check(factors.length == columns, "%d column factors for %s", factors.length, this);
    double[] row = new double[columns];
    for (int i = 0; i < rows; i++) {
      readRow(i, row);
      for (int j = 0; j < columns; j++) {
        row[j] *= factors[j];
      }
      writeRow(i, row, 0);
    }
  }

  /** Multiplies element (i, j) by factors[i * columns + j], in place. */
  public void scaleElements(double[] factors) {
    check(factors.length == (long) rows * columns, "%d factors for %s", factors.length, this);
    double[] row = new double[columns];
    DoubleBuffer elements = buffer(0, rows);
    for (int i = 0; i < rows; i++) {
      elements.get(i * stride, row, 0, columns);
      int start = i * columns;
      for (int j = 0; j < columns; j++) {
        row[j] *= factors[start + j];
      }
      elements.put(i * stride, row, 0, columns);
    }
    Reference.reachabilityFence(this);
  }

  /** Multiplies every element, in place. */
  public void scale(double factor) {
    double[] factors = new double[columns];
    Arrays.fill(factors, factor);
    scaleColumns(factors);
  }

  /** Adds factor B to a matrix of the same size, in place. */
  public void add(double factor, DenseMatrix b) {
    check(rows == b.rows && columns == b.columns, "%s added to %s", b, this);
    double[] row = new double[columns];
    double[] other = new double[columns];
    for (int i = 0; i < rows; i++) {
      readRow(i, row);
      b.readRow(i, other);
      for (int j = 0; j < columns; j++) {
        row[j] += factor * other[j];
      }
      writeRow(i, row, 0);
    }
  }

  /** Sum over elements of (a_ij - b_ij)^2. */
  public double squaredDistance(DenseMatrix b) {
    check(rows == b.rows && columns == b.columns, "distance of %s and %s", this, b);
    double[] row = new double[columns];
    double[] other = new double[columns];
    double total = 0;
    for (int i = 0; i < rows; i++) {
      readRow(i, row);
      b.readRow(i, other);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double difference = row[j] - other[j];
        sum += difference * difference;
      }
      total += sum;
    }
    return total;
  }

  /** Sum over elements of a_ij^2. */
  public double squaredNorm() {
    double[] row = new double[columns];
    double total = 0;
    for (int i = 0; i < rows; i++) {
      readRow(i, row);
      double sum = 0;
      for (double value : row) {
        sum += value * value;
      }
      total += sum;
    }
    return total;
  }

  /** Adds a height x width row-major tile at (row, column), in place. */
  void addTile(int row, int column, int height, int width, double[] tile, int from) {
    check(row + height <= rows && column + width <= columns, "tile outside of %s", this);
    DoubleBuffer target = buffer(row, height);
    double[] run = new double[width];
    for (int i = 0; i < height; i++) {
      int start = i * stride + column;
      target.get(start, run, 0, width);
      int source = from + i * width;
      for (int j = 0; j < width; j++) {
        run[j] += tile[source + j];
      }
      target.put(start, run, 0, width);
    }
    Reference.reachabilityFence(this);
  }

  /** Rows [row, row + count) as a buffer, element (i, j) at i * stride + j; below 2^31 bytes. */
  DoubleBuffer buffer(int row, int count) {
    check(row >= 0 && row + count <= rows, "rows %d to %d of %s", row, row + count, this);
    DoublePointer start = new DoublePointer(pointer());
    long first = start.position() + (long) row * stride;
    long length = (long) (count - 1) * stride + columns;
    return start.position(first).limit(first + length).asBuffer();
  }

  /** Frees the memory now, unless this is a view. */
  @Override
  public void close() {
    if (owner == this) {
      pointer.close();
    }
  }

  /** The size, for instance {@code 3 x 5}. */
  @Override
  public String toString() {
    return rows + " x " + columns;
  }

  static void check(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  private void checkElement(int row, int column) {
    check(
        row >= 0 && row < rows && column >= 0 && column < columns,
        "element (%d, %d) of %s",
        row,
        column,
        this);
  }
}
