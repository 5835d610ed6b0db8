package org.curvatureladder.net;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * l(z, t) = logsumexp(z) - z_t = log(1 + exp(-margin)), dl/dz = p - e_t, d2l/dz2 = diag(p) - p p'
 * with p = softmax(z); its factor is R = diag(sqrt p) - sqrt(p) p', and R'R = diag(p) - p p'.
 *
 * <p>Written through the margin the loss of a converged model keeps its relative accuracy, where
 * the difference of two nearly equal numbers loses it; p_t - 1 is summed from the other classes for
 * the same reason.
 */
final class CrossEntropy implements LossFunction {
  private final Margin margin = new Margin();

  @Override
  public double value(double[] outputs, int row, int count, double[] targets, int targetRow) {
    double m = margin.value(outputs, row, count, targets, targetRow);
    return Math.max(-m, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(m)));
  }

  @Override
  public void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result) {
    double[] p = probabilities(outputs, row, count);
    int target = (int) targets[targetRow];
    double others = 0;
    for (int c = 0; c < count; c++) {
      if (c != target) {
        others += p[c];
        result[row + c] = p[c];
      }
    }
    result[row + target] = -others;
  }

  @Override
  public void factor(double[] outputs, int row, int count, double[] result, int resultRow) {
    double[] p = probabilities(outputs, row, count);
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(p[i]);
      for (int j = 0; j < count; j++) {
        result[resultRow + i * count + j] = (i == j ? root : 0) - root * p[j];
      }
    }
  }

  @Override
  public void curvatureProduct(
      double[] outputs, int row, int count, double[] vector, double[] result) {
    double[] p = probabilities(outputs, row, count);
    double mean = 0;
    for (int c = 0; c < count; c++) {
      mean += p[c] * vector[row + c];
    }
    for (int c = 0; c < count; c++) {
      result[row + c] = p[c] * (vector[row + c] - mean);
    }
  }

  /** Class c with probability p_c, by inversion of the distribution function. */
  @Override
  public void sample(
      double[] outputs, int row, int count, UniformRandomProvider random, double[] target) {
    double[] p = probabilities(outputs, row, count);
    double left = random.nextDouble();
    int c = 0;
    while (c < count - 1 && left >= p[c]) {
      left -= p[c];
      c++;
    }
    target[0] = c;
  }

  private static double[] probabilities(double[] outputs, int row, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      largest = Math.max(largest, outputs[row + c]);
    }
    double[] p = new double[count];
    double sum = 0;
    for (int c = 0; c < count; c++) {
      p[c] = StrictMath.exp(outputs[row + c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < count; c++) {
      p[c] /= sum;
    }
    return p;
  }
}
