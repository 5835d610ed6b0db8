package org.curvatureladder.store;

/**
 * Magnitudes of a symmetric matrix, tile by tile.
 *
 * @param setting which of the recipe's settings; {@link ResultRow#ONLY_SETTING} where it has one
 *     only
 * @param setup name of the setup
 * @param checkpoint epoch
 * @param method rung, or the difference of two, for instance {@code H-GGN}
 * @param layers layer of each row of tiles, counted from 0, ascending
 * @param values n x n, symmetric: root mean square of each tile's elements
 */
public record HeatMap(
    String setting, String setup, int checkpoint, String method, int[] layers, double[][] values) {}
