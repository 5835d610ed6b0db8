package org.curvatureladder.training;

import org.apache.commons.rng.UniformRandomProvider;

/** The order in which an epoch visits the kept points. */
final class BatchOrder {
  private BatchOrder() {}

  /**
   * Fills {@code order} with a uniform permutation of 0 ... n-1 (Fisher and Yates), a function of
   * (seed, epoch) alone: an epoch's order does not depend on how the training got there.
   */
  static void permute(long seed, int epoch, int[] order) {
    UniformRandomProvider random = Seeds.generator(Seeds.derive(seed, epoch));
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
