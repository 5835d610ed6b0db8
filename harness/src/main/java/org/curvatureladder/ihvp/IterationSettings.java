package org.curvatureladder.ihvp;

import org.curvatureladder.data.InvalidInputException;

/**
 * How {@link NeumannSeries} and {@link Astra} iterate: gradient descent with momentum as
 * torch.optim.SGD, u = mu u + d, theta = theta - alpha_k u for the (preconditioned) gradient d.
 *
 * @param iterations J
 * @param step alpha_0
 * @param halvingPeriod alpha_k = alpha_0 / 2^floor(k / period); 0 for a constant step
 * @param momentum mu in [0, 1)
 * @param start where theta starts
 * @param batches what each iteration sees
 */
public record IterationSettings(
    int iterations, double step, int halvingPeriod, double momentum, Start start, Batches batches) {

  /** Where the iteration starts. */
  public enum Start {
    /** theta_0 = 0. */
    ZERO,
    /** theta_0 = (P + lambda~ I)^-1 v, which is v without a preconditioner: the papers' start. */
    PRECONDITIONED
  }

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if a value is outside its range
   */
  public IterationSettings {
    require(iterations >= 1, "iterations", iterations, ">= 1");
    require(step > 0 && Double.isFinite(step), "step", step, "> 0");
    require(halvingPeriod >= 0, "halvingPeriod", halvingPeriod, ">= 0");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
  }

  /**
   * The ASTRA paper's runs (Wang et al. 2025, arXiv 2507.14740, appendix): 200 iterations, batches
   * of 256, momentum 0.9, alpha = 0.1 lambda halved every 50 iterations.
   */
  public static IterationSettings paper(double lambda, long seed) {
    return new IterationSettings(
        200, 0.1 * lambda, 50, 0.9, Start.PRECONDITIONED, Batches.sampled(256, seed));
  }

  /** alpha_k of iteration k = 0, 1, ... */
  public double step(int iteration) {
    return halvingPeriod == 0 ? step : Math.scalb(step, -(iteration / halvingPeriod));
  }

  private static void require(boolean holds, String name, Number value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          "iterative solver: %s is %s, expected %s".formatted(name, value, expected));
    }
  }
}
