package org.curvatureladder.data;

/**
 * N examples with their targets: {@code features} is N x D row-major, {@code targets} is N x 1
 * holding the class index for classification and N x outputs for regression.
 *
 * <p>The arrays are owned by the data set and shared with readers, who must not write to them.
 *
 * @param name short name of the source, for provenance
 * @param count number of examples N
 * @param features N x D values, row-major
 * @param targets class indices (as exact doubles) or regression targets, row-major
 * @param featureCount D
 * @param classCount number of classes C, or 0 for regression
 */
public record Dataset(
    String name, int count, double[] features, double[] targets, int featureCount, int classCount) {

  /** Checks that the array sizes agree with the counts. */
  public Dataset {
    if (count <= 0 || featureCount <= 0) {
      throw new IllegalArgumentException(
          "data set " + name + ": need at least one example and one feature");
    }
    if (features.length != count * featureCount) {
      throw new IllegalArgumentException(
          "data set %s: %d feature values, expected %d x %d"
              .formatted(name, features.length, count, featureCount));
    }
    if (targets.length % count != 0 || targets.length == 0) {
      throw new IllegalArgumentException(
          "data set %s: %d targets for %d examples".formatted(name, targets.length, count));
    }
  }

  /** Whether the targets are class indices. */
  public boolean isClassification() {
    return classCount > 0;
  }

  /** Values per target row: 1 for classification, the number of outputs for regression. */
  public int targetWidth() {
    return targets.length / count;
  }

  /**
   * The class index of example {@code n}.
   *
   * @throws IllegalStateException for a regression data set
   */
  public int label(int n) {
    if (!isClassification()) {
      throw new IllegalStateException(name + " is a regression data set");
    }
    return (int) targets[n];
  }

  /**
   * The examples with the given indices, in that order.
   *
   * @param indices rows to take, each in [0, N)
   */
  public Dataset subset(int[] indices) {
    int width = targetWidth();
    double[] x = new double[indices.length * featureCount];
    double[] y = new double[indices.length * width];
    for (int k = 0; k < indices.length; k++) {
      System.arraycopy(features, indices[k] * featureCount, x, k * featureCount, featureCount);
      System.arraycopy(targets, indices[k] * width, y, k * width, width);
    }
    return new Dataset(name, indices.length, x, y, featureCount, classCount);
  }
}
