package org.curvatureladder.store;

/**
 * Magnitudes of a symmetric matrix, tile by tile.
 *
 * @param setup name of the setup
 * @param checkpoint epoch
 * @param method rung, or the difference of two, for instance {@code H-GGN}
 * @param layers layer of each row of tiles, counted from 0, ascending
 * @param values n x n, symmetric: root mean square of each tile's elements
 */
public record HeatMap(
    String setup, int checkpoint, String method, int[] layers, double[][] values) {}
