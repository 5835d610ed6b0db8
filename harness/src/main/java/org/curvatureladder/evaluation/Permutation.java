package org.curvatureladder.evaluation;

import org.apache.commons.rng.UniformRandomProvider;

/** Uniform random orders by Fisher and Yates' shuffle. */
final class Permutation {
  private Permutation() {}

  /** Puts {@code elements} in a random order, in place. */
  static void shuffle(int[] elements, UniformRandomProvider random) {
    for (int i = elements.length - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int swapped = elements[i];
      elements[i] = elements[k];
      elements[k] = swapped;
    }
  }
}
