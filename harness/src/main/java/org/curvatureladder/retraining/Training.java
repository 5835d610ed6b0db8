package org.curvatureladder.retraining;

import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.training.Checkpoint;

/**
 * What a retraining needs of a trainer: weights at some epochs as a pure function of the arguments.
 * Called from many threads at once. A query point is never among the arguments.
 */
@FunctionalInterface
public interface Training {

  /**
   * Trains from scratch.
   *
   * @param train the training set, N points
   * @param kept the points to train on, ascending
   * @param initSeed seed of the initial weights
   * @param orderSeed seed of the data order
   * @param checkpointEpochs epochs to return the weights of, ascending
   * @return one checkpoint per asked epoch, in that order; a diverged one says so
   */
  List<Checkpoint> train(
      Dataset train, int[] kept, long initSeed, long orderSeed, int[] checkpointEpochs);
}
