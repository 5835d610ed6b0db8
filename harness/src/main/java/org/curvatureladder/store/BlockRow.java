package org.curvatureladder.store;

/**
 * A measure of one layer's diagonal block.
 *
 * @param setting which of the recipe's settings; {@link ResultRow#ONLY_SETTING} where it has one
 *     only
 * @param setup name of the setup
 * @param checkpoint epoch
 * @param reference rung compared with; empty where the measure is of {@code method} alone
 * @param method rung
 * @param layer counted from 1
 * @param metric what the value is, for instance {@code eigenvalue-overlap}
 * @param value NaN if undefined
 */
public record BlockRow(
    String setting,
    String setup,
    int checkpoint,
    String reference,
    String method,
    int layer,
    String metric,
    double value) {}
