package org.curvatureladder.curvature;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.curvatureladder.net.ParameterLayout;

/**
 * The backpropagated curvature of the preactivations, K_lm = d2L/dz_l dz_m, of one batch of
 * examples; see {@link Hessian} for the recursion.
 *
 * @param derivatives of all examples
 * @param first first example of the batch
 * @param count number of examples in the batch
 */
record PreactivationCurvature(LayerDerivatives derivatives, int first, int count) {

  /** K_ll of every example, from K_{l+1,l+1}, which is null for the last layer. */
  double[][] diagonal(int l, double[][] next) {
    int width = derivatives.layout().rows(l);
    if (next == null) {
      return perExample(
          k -> {
            double[] result = new double[width * width];
            derivatives.outputCurvature(first + k, l, l, result);
            return result;
          });
    }
    int above = derivatives.layout().rows(l + 1);
    return perExample(
        k -> {
          double[] half = pull(l, k, next[k], above);
          double[] result = pull(l, k, transpose(half, width, above), width);
          for (int o = 0; o < width; o++) {
            result[o * width + o] +=
                derivatives.bend(l)[(first + k) * width + o] * activationGradient(l, k, o);
          }
          return result;
        });
  }

  /** dL/da_l[o] = (W_{l+1}' g_{l+1})[o]. */
  private double activationGradient(int l, int k, int o) {
    ParameterLayout layout = derivatives.layout();
    int above = layout.rows(l + 1);
    double sum = 0;
    for (int j = 0; j < above; j++) {
      sum +=
          derivatives.theta()[layout.index(l + 1, j, o)]
              * derivatives.gradient(l + 1)[(first + k) * above + j];
    }
    return sum;
  }

  /** da_l/dz_l = D_l of every example. */
  double[][] slopes(int l) {
    int width = derivatives.layout().rows(l);
    return perExample(
        k -> {
          double[] result = new double[width * width];
          for (int o = 0; o < width; o++) {
            result[o * width + o] = derivatives.slope(l)[(first + k) * width + o];
          }
          return result;
        });
  }

  /** D_l W_{l+1}' X of every example. */
  double[][] pull(int l, double[][] x, int columns) {
    return perExample(k -> pull(l, k, x[k], columns));
  }

  /** D_l W_{l+1}' X for X of rows(l + 1) x columns: a derivative in z_{l+1} becomes one in z_l. */
  private double[] pull(int l, int k, double[] x, int columns) {
    ParameterLayout layout = derivatives.layout();
    int width = layout.rows(l);
    int above = layout.rows(l + 1);
    double[] slope = derivatives.slope(l);
    double[] theta = derivatives.theta();
    double[] result = new double[width * columns];
    for (int o = 0; o < width; o++) {
      double outer = slope[(first + k) * width + o];
      if (outer == 0) {
        continue;
      }
      for (int j = 0; j < above; j++) {
        double weight = outer * theta[layout.index(l + 1, j, o)];
        for (int c = 0; c < columns; c++) {
          result[o * columns + c] += weight * x[j * columns + c];
        }
      }
    }
    return result;
  }

  private static double[] transpose(double[] x, int rows, int columns) {
    double[] result = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = x[i * columns + j];
      }
    }
    return result;
  }

  private double[][] perExample(IntFunction<double[]> matrix) {
    return IntStream.range(0, count).parallel().mapToObj(matrix).toArray(double[][]::new);
  }
}
