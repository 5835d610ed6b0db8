package org.curvatureladder.data;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A classification source with random labels among its published training rows, as paper B's
 * FashionMNIST-N: exactly round(fraction x N) rows, drawn without replacement, get a label drawn
 * uniformly from all C classes.
 *
 * <p>The random label <b>may equal the old one</b>, so about {@code fraction (C - 1) / C} of the
 * labels end up wrong: 27 % for 30 % and ten classes. The published test rows keep theirs. Rows and
 * labels are a pure function of (seed, N, C).
 *
 * @param clean the source; must have a published test set
 * @param fraction share of the training rows that get a random label, in [0, 1]
 * @param seed seed of rows and labels
 */
public record NoisyLabels(DataSource clean, double fraction, long seed) implements DataSource {
  private static final String ROLE = "noisy labels";

  /**
   * Checks the fraction and the source.
   *
   * @throws InvalidInputException if the fraction is outside [0, 1] or the source has no published
   *     test set, so that clean queries could not be told from training rows
   */
  public NoisyLabels {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new InvalidInputException(
          "fraction of random labels is " + fraction + "; expected a number from 0 to 1");
    }
    if (clean.publishedTrainCount().isEmpty()) {
      throw new InvalidInputException(
          "random labels for %s: it has no published test set, expected one with clean queries"
              .formatted(clean.name()));
    }
  }

  @Override
  public String name() {
    return clean.name() + "-noisy";
  }

  @Override
  public Scaling scaling() {
    return clean.scaling();
  }

  @Override
  public OptionalInt publishedTrainCount() {
    return clean.publishedTrainCount();
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the clean source is a regression data set
   */
  @Override
  public Dataset load() {
    Dataset data = clean.load();
    if (!data.isClassification()) {
      throw new InvalidInputException(
          "random labels for " + clean.name() + ": it is a regression data set, without classes");
    }
    RowDraw draw = new RowDraw(ROLE, seed);
    double[] labels = data.targets().clone();
    for (int row : rows(draw)) {
      labels[row] = draw.below(data.classCount());
    }
    return new Dataset(
        name(), data.count(), data.features(), labels, data.featureCount(), data.classCount());
  }

  /**
   * The rows that get a random label, ascending: what a search for mislabelled data should find.
   */
  public int[] randomRows() {
    int[] rows = rows(new RowDraw(ROLE, seed));
    Arrays.sort(rows);
    return rows;
  }

  private int[] rows(RowDraw draw) {
    int train = publishedTrainCount().getAsInt();
    return draw.rows(0, train, (int) Math.round(fraction * train));
  }
}
