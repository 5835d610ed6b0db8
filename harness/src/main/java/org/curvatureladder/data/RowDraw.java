package org.curvatureladder.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Rows drawn without replacement: the first places of a Fisher-Yates shuffle driven by SplitMix64
 * (Steele, Lea and Flood 2014).
 *
 * <p>Its state starts at 64 bits of the {@link Fingerprint} of (role, seed), so that two draws with
 * the same small seed for different ends, say queries and label noise, have nothing in common.
 */
final class RowDraw {
  private final UniformRandomProvider random;

  /** The draws for one end. */
  RowDraw(String role, long seed) {
    long state = new Fingerprint().add(role).add(seed).words()[0];
    this.random = RandomSource.SPLIT_MIX_64.create(state);
  }

  /** {@code chosen} different rows of from..to-1, in the order drawn. */
  int[] rows(int from, int to, int chosen) {
    int[] rows = IntStream.range(from, to).toArray();
    for (int k = 0; k < chosen; k++) {
      int other = k + random.nextInt(rows.length - k);
      int row = rows[other];
      rows[other] = rows[k];
      rows[k] = row;
    }
    return Arrays.copyOf(rows, chosen);
  }

  /** A number in 0..bound-1. */
  int below(int bound) {
    return random.nextInt(bound);
  }
}
