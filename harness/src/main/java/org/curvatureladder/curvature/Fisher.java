package org.curvatureladder.curvature;

import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.training.Seeds;

/**
 * Estimators of the Fisher matrix F = (1/N) sum_n E_y [g g'], g = grad -log p(y | x_n) with y from
 * the MODEL. Each is a list of cotangents of the outputs, rows f_1 .. f_R per example, such that
 * (1/N) sum_n sum_r (J_n'f_r)(J_n'f_r)' estimates F.
 *
 * <p>Cross-entropy and squared error are negative log likelihoods (of the softmax, and of a normal
 * distribution of unit variance), so the exact Fisher is the Gauss-Newton matrix (Martens 2014,
 * arXiv 1412.1193, section 9). The empirical one is neither (Kunstner, Balles and Hennig 2019,
 * arXiv 1905.12558).
 */
public sealed interface Fisher {

  /**
   * The cotangents: R arrays, each N x C row-major.
   *
   * @param outputs z, N x C row-major
   */
  double[][] cotangents(LossFunction loss, double[] outputs, Dataset data);

  /** The expectation over the model's own targets, without sampling: the C rows of R_n. */
  record Exact() implements Fisher {
    @Override
    public double[][] cotangents(LossFunction loss, double[] outputs, Dataset data) {
      int count = data.count();
      int width = outputs.length / count;
      double[][] rows = new double[width][outputs.length];
      double[] root = new double[width * width];
      for (int n = 0; n < count; n++) {
        loss.factor(outputs, n * width, width, root, 0);
        for (int c = 0; c < width; c++) {
          System.arraycopy(root, c * width, rows[c], n * width, width);
        }
      }
      return rows;
    }
  }

  /**
   * The mean over k targets drawn from the model: f_r = dl(z, y_r)/dz / sqrt(k). Unbiased for
   * {@link Exact}. The draws of an example are a function of the seed and the example's number, and
   * the first k of k + 1 draws are those of k.
   *
   * @param samples k
   * @param seed of the draws: same seed, same matrix
   */
  record MonteCarlo(int samples, long seed) implements Fisher {
    /**
     * Checks the number of samples.
     *
     * @throws InvalidInputException if it is below 1
     */
    public MonteCarlo {
      if (samples < 1) {
        throw new InvalidInputException(
            "Monte-Carlo Fisher with %d samples; expected at least 1".formatted(samples));
      }
    }

    @Override
    public double[][] cotangents(LossFunction loss, double[] outputs, Dataset data) {
      int count = data.count();
      int width = outputs.length / count;
      double[][] rows = new double[samples][outputs.length];
      double[] target = new double[data.targetWidth()];
      double scale = 1 / Math.sqrt(samples);
      for (int n = 0; n < count; n++) {
        UniformRandomProvider random = Seeds.generator(Seeds.derive(seed, n));
        for (double[] row : rows) {
          loss.sample(outputs, n * width, width, random, target);
          loss.gradient(outputs, n * width, width, target, 0, row);
          for (int c = n * width; c < (n + 1) * width; c++) {
            row[c] *= scale;
          }
        }
      }
      return rows;
    }
  }

  /** The data's own targets: the second moment of the training gradients, NOT the Fisher. */
  record Empirical() implements Fisher {
    @Override
    public double[][] cotangents(LossFunction loss, double[] outputs, Dataset data) {
      int width = outputs.length / data.count();
      double[] row = new double[outputs.length];
      for (int n = 0; n < data.count(); n++) {
        loss.gradient(outputs, n * width, width, data.targets(), n * data.targetWidth(), row);
      }
      return new double[][] {row};
    }
  }
}
