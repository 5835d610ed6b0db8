package org.curvatureladder.verdict;

/**
 * Where something was measured.
 *
 * @param experiment its name
 * @param setting which of the recipe's settings
 * @param setup name of the setup
 * @param alpha kept fraction; NaN where none applies
 * @param checkpoint epoch
 */
public record Place(
    String experiment, String setting, String setup, double alpha, int checkpoint) {}
