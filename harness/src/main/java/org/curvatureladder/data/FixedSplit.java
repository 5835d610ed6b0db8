package org.curvatureladder.data;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * N training and Q query rows of a source that may hold more, drawn without replacement and
 * disjoint; the other rows are left out.
 *
 * <p>A seeded shuffle ({@link RowDraw}): its first Q places are queries, the next N train. Where
 * the source has a published test set, queries come from that and training rows from the published
 * training set, each by a shuffle of its own, queries first.
 *
 * <p>Paper B's sizes: Concrete 896 / 103 (90 % of 1030 are 927, of which full batches of 32 use
 * 896), Parkinsons 5280 / 100, MNIST and FashionMNIST 6144 / 100. Which rows the authors drew is
 * unknown, hence the seed.
 *
 * @param seed seed of the shuffle
 * @param trainCount N
 * @param queryCount Q
 * @param publishedTrainCount how many leading rows are the published training set, all later ones
 *     being the published test set; empty if there is no such division
 */
public record FixedSplit(long seed, int trainCount, int queryCount, OptionalInt publishedTrainCount)
    implements SplitRule {

  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if N or Q is below 1
   */
  public FixedSplit {
    if (trainCount < 1 || queryCount < 1) {
      throw new InvalidInputException(
          "%d training and %d query examples asked for, expected at least 1 of each"
              .formatted(trainCount, queryCount));
    }
  }

  /** The rule for a source, with the published division that it may have. */
  public static FixedSplit of(DataSource source, int trainCount, int queryCount, long seed) {
    return new FixedSplit(seed, trainCount, queryCount, source.publishedTrainCount());
  }

  @Override
  public String description() {
    String sizes = "seed " + seed + "\ntrain-count " + trainCount + "\nquery-count " + queryCount;
    return publishedTrainCount.isPresent()
        ? sizes + "\npublished-train-count " + publishedTrainCount.getAsInt() + "\n"
        : sizes + "\n";
  }

  @Override
  public SplitRows draw(int count) {
    RowDraw draw = new RowDraw("train and query rows", seed);
    if (publishedTrainCount.isPresent()) {
      int boundary = publishedTrainCount.getAsInt();
      require(trainCount, boundary, "published training");
      require(queryCount, count - boundary, "published test");
      int[] query = draw.rows(boundary, count, queryCount);
      int[] train = draw.rows(0, boundary, trainCount);
      return new SplitRows(sorted(train, 0, trainCount), sorted(query, 0, queryCount));
    }
    int both = Math.addExact(trainCount, queryCount);
    require(both, count, "available");
    int[] rows = draw.rows(0, count, both);
    return new SplitRows(sorted(rows, queryCount, both), sorted(rows, 0, queryCount));
  }

  private void require(int asked, int available, String kind) {
    if (asked > available) {
      throw new InvalidInputException(
          "%d training and %d query examples asked for, but there are only %d %s examples"
              .formatted(trainCount, queryCount, available, kind));
    }
  }

  private static int[] sorted(int[] rows, int from, int to) {
    int[] part = Arrays.copyOfRange(rows, from, to);
    Arrays.sort(part);
    return part;
  }
}
