package org.curvatureladder.data;

/**
 * One train/query split, computed once and persisted: {@code train} is standardised by its own
 * means and deviations, {@code query} by the same numbers.
 *
 * @param train the N training examples
 * @param query the Q query examples, disjoint from train
 * @param trainIndices row of each training example in the source, ascending
 * @param queryIndices row of each query example in the source, ascending
 */
public record Split(Dataset train, Dataset query, int[] trainIndices, int[] queryIndices) {}
