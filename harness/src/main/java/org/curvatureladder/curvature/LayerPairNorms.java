package org.curvatureladder.curvature;

/**
 * ||M_lm||_F of every pair of layers, for M = A or M = A - B: where a matrix has its mass, or two
 * matrices their difference.
 *
 * @param squares L x L: ||M_lm||_F^2, symmetric
 */
public record LayerPairNorms(double[][] squares) {

  /**
   * The norms of A.
   *
   * @param offsets first parameter of each layer, then P
   * @throws IllegalArgumentException if the offsets are not a partition of A's parameters
   */
  public static LayerPairNorms of(Curvature a, int[] offsets) {
    Sums sums = new Sums(a.dimension(), offsets);
    DifferenceRows.of(a, sums);
    return new LayerPairNorms(sums.squares);
  }

  /**
   * The norms of A - B.
   *
   * @param offsets first parameter of each layer, then P
   * @throws IllegalArgumentException if A and B differ in size or the offsets are not a partition
   */
  public static LayerPairNorms ofDifference(Curvature a, Curvature b, int[] offsets) {
    Sums sums = new Sums(a.dimension(), offsets);
    DifferenceRows.of(a, b, sums);
    return new LayerPairNorms(sums.squares);
  }

  /** ||M_lm||_F. */
  public double norm(int l, int m) {
    return Math.sqrt(squares[l][m]);
  }

  /** ||M||_F. */
  public double norm() {
    return Math.sqrt(sum(true));
  }

  /** Cross-layer coupling ||M - blockdiag M||_F / ||M||_F; NaN for M = 0. */
  public double offBlockRatio() {
    return Math.sqrt(sum(false) / sum(true));
  }

  /**
   * ||M_lm||_F / sqrt(||M_ll||_F ||M_mm||_F): how strongly two layers are coupled, as a correlation
   * is; 1 on the diagonal, below 1 for a positive semi-definite M, NaN where a layer's block is 0.
   */
  public double coupling(int l, int m) {
    return Math.sqrt(squares[l][m] / Math.sqrt(squares[l][l] * squares[m][m]));
  }

  /** The relative residual ||M_ll||_F / ||R_ll||_F of each layer, M = A - B and R = A. */
  public double[] relativeTo(LayerPairNorms reference) {
    double[] relative = new double[squares.length];
    for (int l = 0; l < relative.length; l++) {
      relative[l] = norm(l, l) / reference.norm(l, l);
    }
    return relative;
  }

  private double sum(boolean diagonal) {
    double sum = 0;
    for (int l = 0; l < squares.length; l++) {
      for (int m = 0; m < squares.length; m++) {
        sum += l == m && !diagonal ? 0 : squares[l][m];
      }
    }
    return sum;
  }

  private static final class Sums implements DifferenceRows.Visitor {
    private final int[] offsets;
    private final double[][] squares;
    private int layer;

    Sums(int dimension, int[] offsets) {
      Partition.check(dimension, offsets);
      this.offsets = offsets.clone();
      this.squares = new double[offsets.length - 1][offsets.length - 1];
    }

    @Override
    public void row(int i, double[] row, int from, int to) {
      while (i >= offsets[layer + 1]) {
        layer++;
      }
      for (int m = 0; m < squares.length; m++) {
        int end = Math.min(to, offsets[m + 1]);
        double sum = 0;
        for (int j = Math.max(from, offsets[m]); j < end; j++) {
          sum += row[j] * row[j];
        }
        squares[layer][m] += sum;
      }
    }
  }
}
