package org.curvatureladder.net;

/**
 * m(z, t) = log p_t - log(1 - p_t) = z_t - logsumexp of the other logits; dm/dz = e_t - q with q
 * the softmax of the other logits and q_t = 0.
 *
 * <p>1 - p_t underflows on a converged model; the difference of logits does not.
 */
final class Margin implements OutputFunction {

  @Override
  public double value(double[] outputs, int row, int count, double[] targets, int targetRow) {
    int target = (int) targets[targetRow];
    double largest = largestOther(outputs, row, count, target);
    double sum = 0;
    for (int c = 0; c < count; c++) {
      if (c != target) {
        sum += StrictMath.exp(outputs[row + c] - largest);
      }
    }
    return outputs[row + target] - largest - StrictMath.log(sum);
  }

  @Override
  public void gradient(
      double[] outputs, int row, int count, double[] targets, int targetRow, double[] result) {
    int target = (int) targets[targetRow];
    double largest = largestOther(outputs, row, count, target);
    double sum = 0;
    for (int c = 0; c < count; c++) {
      if (c != target) {
        result[row + c] = -StrictMath.exp(outputs[row + c] - largest);
        sum -= result[row + c];
      }
    }
    for (int c = 0; c < count; c++) {
      result[row + c] = c == target ? 1 : result[row + c] / sum;
    }
  }

  private static double largestOther(double[] outputs, int row, int count, int target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      if (c != target) {
        largest = Math.max(largest, outputs[row + c]);
      }
    }
    return largest;
  }
}
