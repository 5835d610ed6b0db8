package org.curvatureladder.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of a source that train and those that are queries; other rows are not used.
 *
 * @param train rows, ascending
 * @param query rows, ascending, none of them in {@code train}
 */
public record SplitRows(int[] train, int[] query) {

  /** The division in which every one of {@code count} rows trains that is not a query. */
  static SplitRows allExcept(int[] query, int count) {
    int[] train =
        IntStream.range(0, count).filter(n -> Arrays.binarySearch(query, n) < 0).toArray();
    return new SplitRows(train, query);
  }

  /**
   * The split of a data set by these rows. Means and deviations come from the training rows alone;
   * standardised targets are in units of their deviation.
   *
   * @param all every example of the source
   * @param scaling what is standardised
   */
  public Split split(Dataset all, Scaling scaling) {
    Dataset rawTrain = all.subset(train);
    Dataset rawQuery = all.subset(query);
    Dataset scaledTrain = rawTrain;
    Dataset scaledQuery = rawQuery;
    if (scaling != Scaling.NONE) {
      Standardisation features = Standardisation.of(rawTrain);
      scaledTrain = features.apply(rawTrain);
      scaledQuery = features.apply(rawQuery);
    }
    if (scaling == Scaling.FEATURES_AND_TARGETS && !all.isClassification()) {
      Standardisation targets = Standardisation.of(targetsAsFeatures(rawTrain));
      scaledTrain = withTargets(scaledTrain, targets.apply(targetsAsFeatures(rawTrain)));
      scaledQuery = withTargets(scaledQuery, targets.apply(targetsAsFeatures(rawQuery)));
    }
    return new Split(scaledTrain, scaledQuery, train, query);
  }

  private static Dataset targetsAsFeatures(Dataset data) {
    return new Dataset(
        data.name(), data.count(), data.targets(), data.targets(), data.targetWidth(), 0);
  }

  private static Dataset withTargets(Dataset data, Dataset targets) {
    return new Dataset(
        data.name(), data.count(), data.features(), targets.features(), data.featureCount(), 0);
  }
}
