package org.curvatureladder.store;

/**
 * What one method predicts from one model: for every mask and query the sum of the scores of the
 * points that the mask removes.
 *
 * @param damping the damping the method was given from outside; null if it has none or its own
 * @param seconds what scoring took
 * @param values M x Q predictions
 */
public record Predictions(Double damping, double seconds, double[][] values) {}
