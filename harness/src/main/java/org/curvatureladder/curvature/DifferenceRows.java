package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * The rows of A - B for any two curvatures of one size, however each is divided into blocks. What
 * both leave out is never visited, and beside the curvatures themselves one dense block of each is
 * in memory at a time.
 */
final class DifferenceRows {

  /** Takes the rows one by one. */
  interface Visitor {
    /**
     * One row.
     *
     * @param i its number
     * @param row its elements from {@code from} (inclusive) to {@code to} (exclusive); all others
     *     of the row are zero, whatever this array holds there
     */
    void row(int i, double[] row, int from, int to);
  }

  private DifferenceRows() {}

  /** Visits every row of A. */
  static void of(Curvature a, Visitor visitor) {
    visit(new OpenBlock(a), null, a.dimension(), visitor);
  }

  /**
   * Visits every row of A - B.
   *
   * @throws IllegalArgumentException if the two differ in size
   */
  static void of(Curvature a, Curvature b, Visitor visitor) {
    if (a.dimension() != b.dimension()) {
      throw new IllegalArgumentException(
          "%s has %d parameters, %s has %d"
              .formatted(a.name(), a.dimension(), b.name(), b.dimension()));
    }
    visit(new OpenBlock(a), new OpenBlock(b), a.dimension(), visitor);
  }

  private static void visit(OpenBlock a, OpenBlock b, int size, Visitor visitor) {
    double[] row = new double[size];
    try (a;
        b) {
      for (int i = 0; i < size; i++) {
        a.moveTo(i);
        int from = a.from;
        int to = a.to;
        if (b != null) {
          b.moveTo(i);
          from = Math.min(from, b.from);
          to = Math.max(to, b.to);
        }
        Arrays.fill(row, from, to, 0);
        a.add(1, i, row);
        if (b != null) {
          b.add(-1, i, row);
        }
        visitor.row(i, row, from, to);
      }
    }
  }

  /** The diagonal block of one curvature that the current row runs through. */
  private static final class OpenBlock implements AutoCloseable {
    private final Curvature curvature;
    private final int[] offsets;
    private int number = -1;
    private int from;
    private int to;
    private SymmetricMatrix block;
    private double[] line;

    OpenBlock(Curvature curvature) {
      this.curvature = curvature;
      this.offsets = curvature.blockOffsets();
    }

    void moveTo(int i) {
      while (i >= to) {
        close();
        number++;
        from = offsets[number];
        to = offsets[number + 1];
        block = curvature.block(number);
        line = new double[to - from];
      }
    }

    void add(double factor, int i, double[] row) {
      block.values().readRow(i - from, line);
      for (int j = 0; j < line.length; j++) {
        row[from + j] += factor * line[j];
      }
    }

    @Override
    public void close() {
      if (block != null) {
        block.close();
        block = null;
      }
    }
  }
}
