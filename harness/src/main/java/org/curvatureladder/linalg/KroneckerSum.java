package org.curvatureladder.linalg;

import java.util.stream.IntStream;

/**
 * B += scale sum_n S_n (x) A_n: many Kronecker products summed by ONE matrix product. Entry [(o,
 * i), (o', i')] of the sum is sum_n S_n[o, o'] A_n[i, i'], so with the S_n and the A_n as rows of
 * two matrices it is their product, up to a permutation of indices that moves runs of A's columns.
 *
 * <p>The product is made in chunks of S-pairs, so that scratch memory is bounded.
 */
public final class KroneckerSum {
  /** Doubles in one scratch matrix: 128 MB. */
  public static final int SCRATCH = 1 << 24;

  private KroneckerSum() {}

  /** Writes the n-th of a list of vectors to {@code row}; called by several threads. */
  public interface Rows {
    /** Fills {@code row} completely with vector n. */
    void fill(int n, double[] row);
  }

  /**
   * For symmetric S_n (p x p) and A_n (q x q): adds to the tiles o <= o' of the pq x pq block, the
   * caller mirrors. Using the pairs o <= o' and i <= i' only takes a quarter of the work.
   *
   * @param terms number of terms N
   * @param s row n: the upper triangle of S_n, row by row, p (p + 1) / 2 values
   * @param a row n: the upper triangle of A_n, row by row, q (q + 1) / 2 values
   */
  public static void addSymmetric(
      DenseMatrix block, double scale, int terms, int p, Rows s, int q, Rows a) {
    int pairs = p * (p + 1) / 2;
    int[] first = new int[pairs];
    int[] second = new int[pairs];
    for (int o = 0, r = 0; o < p; o++) {
      for (int o2 = o; o2 < p; o2++, r++) {
        first[r] = o;
        second[r] = o2;
      }
    }
    product(
        scale,
        terms,
        pairs,
        s,
        q * (q + 1) / 2,
        a,
        (r, packed) -> {
          double[] tile = new double[q * q];
          for (int i = 0, k = 0; i < q; i++) {
            for (int j = i; j < q; j++, k++) {
              tile[i * q + j] = packed[k];
              tile[j * q + i] = packed[k];
            }
          }
          block.addTile(first[r] * q, second[r] * q, q, q, tile, 0);
        });
  }

  /**
   * For any S_n (p x p2) and A_n (q x q2): adds to the pq x p2 q2 block.
   *
   * @param s row n: S_n, row-major
   * @param a row n: A_n, row-major
   */
  public static void add(
      DenseMatrix block, double scale, int terms, int p, int p2, Rows s, int q, int q2, Rows a) {
    product(
        scale,
        terms,
        p * p2,
        s,
        q * q2,
        a,
        (r, tile) -> block.addTile((r / p2) * q, (r % p2) * q2, q, q2, tile, 0));
  }

  /**
   * The crossed sum B[(o, i), (o', i')] += scale sum_n v_n[o, i'] u_n[o', i] for i' below q2 - 1:
   * the last column of the second layer, its bias, has no part in it.
   *
   * @param u row n: p2 x q values, row-major
   * @param v row n: p x (q2 - 1) values, row-major
   */
  public static void addCrossed(
      DenseMatrix block, double scale, int terms, int p, int p2, int q, int q2, Rows u, Rows v) {
    int width = q2 - 1;
    product(
        scale,
        terms,
        p2 * q,
        u,
        p * width,
        v,
        (r, runs) -> {
          for (int o = 0; o < p; o++) {
            block.addTile(o * q + r % q, (r / q) * q2, 1, width, runs, o * width);
          }
        });
  }

  private interface RowSink {
    void accept(int row, double[] values);
  }

  /** Rows of scale L'R, handed over one by one in any order, each once, by several threads. */
  private static void product(
      double scale, int terms, int rows, Rows left, int columns, Rows right, RowSink sink) {
    int chunk = Math.max(1, Math.min(rows, SCRATCH / Math.max(columns, terms)));
    try (DenseMatrix r = DenseMatrix.uninitialised(terms, columns)) {
      fill(r, right, columns, 0);
      for (int from = 0; from < rows; from += chunk) {
        int start = from;
        int count = Math.min(chunk, rows - from);
        try (DenseMatrix l = DenseMatrix.uninitialised(terms, count);
            DenseMatrix product = DenseMatrix.uninitialised(count, columns)) {
          fill(l, left, rows, start);
          OpenBlas.product(scale, l, true, r, false, 0, product);
          IntStream.range(0, count)
              .parallel()
              .forEach(
                  k -> {
                    double[] values = new double[columns];
                    product.readRow(k, values);
                    sink.accept(start + k, values);
                  });
        }
      }
    }
  }

  private static void fill(DenseMatrix target, Rows rows, int length, int from) {
    IntStream.range(0, target.rows())
        .parallel()
        .forEach(
            n -> {
              double[] row = new double[length];
              rows.fill(n, row);
              target.writeRow(n, row, from);
            });
  }
}
