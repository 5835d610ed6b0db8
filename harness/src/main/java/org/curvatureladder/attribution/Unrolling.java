package org.curvatureladder.attribution;

import java.util.function.DoubleUnaryOperator;

/**
 * What K steps of rate eta do in a direction of curvature sigma, in closed form: how much of a
 * displacement is left (F_S), and how far a constant unit gradient moves the weights (F_r). Both as
 * functions of x = sigma + wd, since weight decay acts as curvature.
 */
public enum Unrolling {
  /**
   * F_S = exp(-eta K x), F_r = (1 - exp(-eta K x)) / x: the gradient flow that Bae et al. 2024,
   * arXiv 2405.12186, section 3.1, put for the steps, and the only choice where eta x exceeds 1.
   */
  EXPONENTIAL {
    @Override
    double logSurvival(double step, double x, int steps) {
      return -steps * step * x;
    }
  },
  /**
   * F_S = (1 - eta x)^K, F_r = (1 - (1 - eta x)^K) / x: the steps themselves, exact for gradient
   * descent with constant curvature and gradients as long as eta x < 1.
   */
  DISCRETE {
    @Override
    double logSurvival(double step, double x, int steps) {
      if (!(step * x < 1)) {
        throw new ArithmeticException(
            "discrete unrolling: learning rate %s times curvature %s is not below 1"
                .formatted(step, x));
      }
      return steps * Math.log1p(-step * x);
    }
  };

  /** log F_S(x). */
  abstract double logSurvival(double step, double x, int steps);

  /** sigma -> F_S. */
  public DoubleUnaryOperator survival(Segment segment) {
    return sigma ->
        Math.exp(
            logSurvival(segment.learningRate(), sigma + segment.weightDecay(), segment.steps()));
  }

  /** sigma -> F_r, which is eta K at x = 0. */
  public DoubleUnaryOperator response(Segment segment) {
    double eta = segment.learningRate();
    return sigma -> {
      double x = sigma + segment.weightDecay();
      return x == 0 ? eta * segment.steps() : -Math.expm1(logSurvival(eta, x, segment.steps())) / x;
    };
  }
}
