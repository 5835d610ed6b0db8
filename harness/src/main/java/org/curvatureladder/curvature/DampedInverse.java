package org.curvatureladder.curvature;

/** 1 / (lambda_i + damping), or an error that says where it does not exist. */
final class DampedInverse {
  private DampedInverse() {}

  /**
   * The inverse of an eigenvalue of a group of C + damping I.
   *
   * @throws ArithmeticException if the damped eigenvalue is not positive
   */
  static double of(Curvature curvature, int group, double damping, double eigenvalue) {
    double damped = eigenvalue + damping;
    if (!(damped > 0)) {
      throw failure(curvature, group, damping, damped);
    }
    return 1 / damped;
  }

  static ArithmeticException failure(
      Curvature curvature, int group, double damping, double damped) {
    return new ArithmeticException(
        "%s, block %d, damping %s: a damped eigenvalue is %s"
            .formatted(curvature.name(), group, damping, damped));
  }
}
