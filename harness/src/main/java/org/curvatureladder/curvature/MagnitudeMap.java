package org.curvatureladder.curvature;

/**
 * A matrix seen from afar: root mean square of the elements of each of n x n tiles. Tiles end where
 * layers end, and the size of every tile is known, so that sum of (value^2 x elements) is ||M||_F^2
 * and nothing is lost but detail.
 *
 * <p>Root mean square and not maximum: the maximum of a large tile is that of its one strangest
 * element, and grows with the tile.
 *
 * @param edges first parameter of each row of tiles, then P: n + 1 numbers
 * @param layers layer of each row of tiles, n numbers, counted from 0
 * @param values n x n
 */
public record MagnitudeMap(int[] edges, int[] layers, double[][] values) {

  /**
   * The map of A.
   *
   * @param offsets first parameter of each layer, then P
   * @param most the number of tiles along one side, about: each layer has at least one
   */
  public static MagnitudeMap of(Curvature a, int[] offsets, int most) {
    Tiles tiles = new Tiles(a.dimension(), offsets, most);
    DifferenceRows.of(a, tiles);
    return tiles.map();
  }

  /**
   * The map of A - B.
   *
   * @param offsets first parameter of each layer, then P
   * @param most the number of tiles along one side, about: each layer has at least one
   */
  public static MagnitudeMap ofDifference(Curvature a, Curvature b, int[] offsets, int most) {
    Tiles tiles = new Tiles(a.dimension(), offsets, most);
    DifferenceRows.of(a, b, tiles);
    return tiles.map();
  }

  private static final class Tiles implements DifferenceRows.Visitor {
    private final int[] edges;
    private final int[] layers;
    private final int[] tileOf;
    private final double[][] sums;

    Tiles(int dimension, int[] offsets, int most) {
      Partition.check(dimension, offsets);
      if (most < 1) {
        throw new IllegalArgumentException("tiles: %d, need at least 1".formatted(most));
      }
      int count = offsets.length - 1;
      int[] perLayer = new int[count];
      int n = 0;
      for (int l = 0; l < count; l++) {
        int size = offsets[l + 1] - offsets[l];
        long share = Math.round((double) most * size / dimension);
        perLayer[l] = (int) Math.max(1, Math.min(size, share));
        n += perLayer[l];
      }
      edges = new int[n + 1];
      layers = new int[n];
      for (int l = 0, tile = 0; l < count; l++) {
        long size = offsets[l + 1] - offsets[l];
        for (int k = 0; k < perLayer[l]; k++, tile++) {
          edges[tile] = offsets[l] + (int) (size * k / perLayer[l]);
          layers[tile] = l;
        }
      }
      edges[n] = dimension;
      tileOf = new int[dimension];
      for (int tile = 0; tile < n; tile++) {
        for (int j = edges[tile]; j < edges[tile + 1]; j++) {
          tileOf[j] = tile;
        }
      }
      sums = new double[n][n];
    }

    @Override
    public void row(int i, double[] row, int from, int to) {
      double[] line = sums[tileOf[i]];
      for (int j = from; j < to; j++) {
        line[tileOf[j]] += row[j] * row[j];
      }
    }

    MagnitudeMap map() {
      for (int r = 0; r < sums.length; r++) {
        for (int c = 0; c < sums.length; c++) {
          double elements = (double) (edges[r + 1] - edges[r]) * (edges[c + 1] - edges[c]);
          sums[r][c] = Math.sqrt(sums[r][c] / elements);
        }
      }
      return new MagnitudeMap(edges, layers, sums);
    }
  }
}
