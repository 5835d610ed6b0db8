package org.curvatureladder.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Draws the query examples: the first round(fraction x N) places of a Fisher-Yates shuffle of
 * 0..N-1 driven by SplitMix64 (Steele, Lea and Flood 2014), which no change of the JDK touches.
 *
 * @param seed seed of the shuffle
 * @param queryFraction share of the examples that become queries, in (0, 1)
 */
public record Splitter(long seed, double queryFraction) {

  /**
   * Checks the fraction.
   *
   * @throws InvalidInputException if it is not inside (0, 1)
   */
  public Splitter {
    if (!(queryFraction > 0 && queryFraction < 1)) {
      throw new InvalidInputException(
          "query fraction %s, expected a number between 0 and 1".formatted(queryFraction));
    }
  }

  /**
   * Query count, round(fraction x N).
   *
   * @throws InvalidInputException if it leaves no query or no training example
   */
  public int queryCount(int count) {
    int queries = (int) Math.round(queryFraction * count);
    if (queries == 0 || queries == count) {
      throw new InvalidInputException(
          "query fraction %s of %d examples gives %d queries, expected 1 to %d"
              .formatted(queryFraction, count, queries, count - 1));
    }
    return queries;
  }

  /** The query rows of a source with {@code count} examples, ascending. */
  public int[] queryIndices(int count) {
    int queries = queryCount(count);
    int[] order = IntStream.range(0, count).toArray();
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
    for (int k = 0; k < queries; k++) {
      int other = k + random.nextInt(count - k);
      int chosen = order[other];
      order[other] = order[k];
      order[k] = chosen;
    }
    int[] indices = Arrays.copyOf(order, queries);
    Arrays.sort(indices);
    return indices;
  }

  /**
   * The split with the given query rows: all other rows train, and both parts are standardised by
   * the training rows alone. Regression targets stay as they are.
   *
   * @param all every example of the source
   * @param queryIndices rows in [0, N), ascending, without repeats
   */
  public static Split split(Dataset all, int[] queryIndices) {
    int[] trainIndices =
        IntStream.range(0, all.count())
            .filter(n -> Arrays.binarySearch(queryIndices, n) < 0)
            .toArray();
    Dataset train = all.subset(trainIndices);
    Standardisation standardisation = Standardisation.of(train);
    return new Split(
        standardisation.apply(train),
        standardisation.apply(all.subset(queryIndices)),
        trainIndices,
        queryIndices);
  }
}
