package org.curvatureladder.net;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Element-wise activation phi of the hidden layers, with its first two derivatives; the output
 * layer is linear.
 */
public enum Activation {
  /** phi = max(0, z), phi' = 1 for z > 0 and 0 otherwise (0 at z = 0, as in PyTorch), phi'' = 0. */
  RELU {
    @Override
    public double value(double z) {
      return Math.max(0, z);
    }

    @Override
    public double slope(double z) {
      return z > 0 ? 1 : 0;
    }

    @Override
    public double bend(double z) {
      return 0;
    }
  },

  /** phi = tanh z, phi' = 1 - tanh^2 z, phi'' = -2 tanh z (1 - tanh^2 z). */
  TANH {
    @Override
    public double value(double z) {
      return StrictMath.tanh(z);
    }

    @Override
    public double slope(double z) {
      double t = StrictMath.tanh(z);
      return 1 - t * t;
    }

    @Override
    public double bend(double z) {
      double t = StrictMath.tanh(z);
      return -2 * t * (1 - t * t);
    }
  },

  /**
   * phi = z Phi(z), phi' = Phi(z) + z n(z), phi'' = (2 - z^2) n(z), with the exact normal
   * distribution function Phi(z) = erfc(-z / sqrt 2) / 2 and density n; not the tanh approximation
   * (Hendrycks and Gimpel 2016, arXiv 1606.08415, section 2).
   */
  GELU {
    @Override
    public double value(double z) {
      return z * normalDistribution(z);
    }

    @Override
    public double slope(double z) {
      return normalDistribution(z) + z * normalDensity(z);
    }

    @Override
    public double bend(double z) {
      return (2 - z * z) * normalDensity(z);
    }
  };

  private static final double SQRT_HALF = StrictMath.sqrt(0.5);
  private static final double DENSITY_AT_ZERO = 1 / StrictMath.sqrt(2 * Math.PI);

  /** phi(z). */
  public abstract double value(double z);

  /** phi'(z). */
  public abstract double slope(double z);

  /** phi''(z). */
  public abstract double bend(double z);

  private static double normalDistribution(double z) {
    // erfc of the negated argument keeps its relative accuracy in the lower tail, 1 + erf does not.
    return 0.5 * Erfc.value(-z * SQRT_HALF);
  }

  private static double normalDensity(double z) {
    return DENSITY_AT_ZERO * StrictMath.exp(-0.5 * z * z);
  }
}
