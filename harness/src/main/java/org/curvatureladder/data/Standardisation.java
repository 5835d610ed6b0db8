package org.curvatureladder.data;

/**
 * x -> (x - mean) / deviation per feature, with the population deviation (divisor N) as in
 * scikit-learn's StandardScaler; a constant feature is divided by 1.
 *
 * @param means D means
 * @param deviations D positive divisors
 */
public record Standardisation(double[] means, double[] deviations) {

  /** The means and deviations of a data set's features. */
  public static Standardisation of(Dataset data) {
    int width = data.featureCount();
    double[] x = data.features();
    double[] means = new double[width];
    for (int k = 0; k < x.length; k++) {
      means[k % width] += x[k] / data.count();
    }
    double[] deviations = new double[width];
    for (int k = 0; k < x.length; k++) {
      double centred = x[k] - means[k % width];
      deviations[k % width] += centred * centred / data.count();
    }
    for (int d = 0; d < width; d++) {
      // Rounding leaves a constant feature a deviation of some ulp of its mean, not exactly 0.
      double noise = 10 * Math.ulp(means[d]);
      double deviation = Math.sqrt(deviations[d]);
      deviations[d] = deviation <= noise ? 1 : deviation;
    }
    return new Standardisation(means, deviations);
  }

  /** The data set with standardised features and unchanged targets. */
  public Dataset apply(Dataset data) {
    int width = data.featureCount();
    double[] x = data.features().clone();
    for (int k = 0; k < x.length; k++) {
      x[k] = (x[k] - means[k % width]) / deviations[k % width];
    }
    return new Dataset(data.name(), data.count(), x, data.targets(), width, data.classCount());
  }
}
