package org.curvatureladder.curvature;

import java.util.Arrays;

/** Parameters divided into consecutive ranges: first parameter of each range, then P. */
final class Partition {
  private Partition() {}

  /**
   * Refuses what is not a partition.
   *
   * @throws IllegalArgumentException unless the offsets rise from 0 to the dimension
   */
  static void check(int dimension, int[] offsets) {
    boolean rises = offsets.length > 1 && offsets[0] == 0;
    for (int k = 1; rises && k < offsets.length; k++) {
      rises = offsets[k] > offsets[k - 1];
    }
    if (!rises || offsets[offsets.length - 1] != dimension) {
      throw new IllegalArgumentException(
          "offsets %s: expected numbers that rise from 0 to %d"
              .formatted(Arrays.toString(offsets), dimension));
    }
  }
}
