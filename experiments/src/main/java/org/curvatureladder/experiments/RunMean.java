package org.curvatureladder.experiments;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of independent runs, with Student's interval mean +- t s / sqrt n.
 *
 * @param values one per run
 */
record RunMean(double[] values) {

  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** t s / sqrt n; needs two runs. */
  double halfWidth(double confidence) {
    double t =
        new TDistribution(values.length - 1).inverseCumulativeProbability((1 + confidence) / 2);
    return t * Math.sqrt(StatUtils.variance(values) / values.length);
  }
}
