package org.curvatureladder.ihvp;

import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.training.Seeds;

/**
 * The largest eigenvalue of (P + lambda~ I)^-1 (C + lambda I), estimated by power iteration on the
 * similar symmetric matrix D^1/2 (C + lambda I) D^1/2, D = (P + lambda~ I)^-1, on all examples.
 * Gradient descent with momentum mu (Polyak 1964) is stable for steps below 2 (1 + mu) /
 * lambda_max. The Rayleigh quotient approaches lambda_max from below, so that a step above the
 * estimated limit surely diverges.
 *
 * @param largestEigenvalue the estimate of lambda_max
 * @param products how many products it took
 */
public record StabilityLimit(double largestEigenvalue, int products) {
  private static final int MOST_PRODUCTS = 30;
  private static final double ENOUGH = 1e-3;
  private static final long SEED = 0x57ab111fL;

  /** The largest stable step with momentum mu. */
  public double step(double momentum) {
    return 2 * (1 + momentum) / largestEigenvalue;
  }

  /** Stops when the estimate grows by less than one in a thousand, or after 30 products. */
  static StabilityLimit of(DampedSystem system) {
    int size = system.dimension();
    double[] root = system.inverse().clone();
    for (int i = 0; i < size; i++) {
      root[i] = Math.sqrt(root[i]);
    }
    double[] x = new double[size];
    UniformRandomProvider random = Seeds.generator(SEED);
    for (int i = 0; i < size; i++) {
      x[i] = 2 * random.nextDouble() - 1;
    }
    double norm = norm(x);
    double estimate = 0;
    int products = 0;
    try (SymmetricOperator full = system.full();
        DenseMatrix vector = DenseMatrix.zeros(1, size);
        DenseMatrix product = DenseMatrix.zeros(1, size)) {
      double[] y = new double[size];
      boolean growing = true;
      while (growing && products < MOST_PRODUCTS) {
        for (int i = 0; i < size; i++) {
          x[i] /= norm;
          y[i] = root[i] * x[i];
        }
        vector.writeRow(0, y, 0);
        full.multiply(vector, product);
        double[] damped = new double[size];
        product.readRow(0, damped);
        double quotient = 0;
        for (int i = 0; i < size; i++) {
          damped[i] = root[i] * (damped[i] + system.damping() * y[i]);
          quotient += x[i] * damped[i];
        }
        products++;
        growing = !(Math.abs(quotient - estimate) <= ENOUGH * Math.abs(quotient));
        estimate = quotient;
        x = damped;
        norm = norm(x);
        growing &= norm > 0;
      }
    }
    return new StabilityLimit(estimate, products);
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
