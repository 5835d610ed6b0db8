package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.curvatureladder.data.InvalidInputException;

/**
 * The queries in two disjoint halves: hyper-parameters are chosen on one, results reported on the
 * other.
 *
 * @param selection indices to choose on, ascending
 * @param reporting indices to report on, ascending; the larger half if Q is odd
 */
public record QuerySplit(int[] selection, int[] reporting) {
  /**
   * A random split, a pure function of its arguments.
   *
   * @param queries number of queries Q
   * @param seed the only source of randomness
   * @throws InvalidInputException if there are fewer than two queries
   */
  public static QuerySplit random(int queries, long seed) {
    if (queries < 2) {
      throw new InvalidInputException(
          "queries: %d, need at least 2 to choose on one half and report on the other"
              .formatted(queries));
    }
    int[] order = IntStream.range(0, queries).toArray();
    Permutation.shuffle(order, RandomSource.XO_SHI_RO_256_PP.create(seed));
    int[] selection = Arrays.copyOfRange(order, 0, queries / 2);
    int[] reporting = Arrays.copyOfRange(order, queries / 2, queries);
    Arrays.sort(selection);
    Arrays.sort(reporting);
    return new QuerySplit(selection, reporting);
  }
}
