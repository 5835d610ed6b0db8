package org.curvatureladder.curvature;

import java.util.function.DoubleUnaryOperator;

/** What a damped solve with an indefinite curvature (H, Block-H) does with eigenvalues below 0. */
public enum NegativeEigenvalues {
  /** Inverts |C| + lambda I: the solve stays bounded by 1/lambda. */
  ABSOLUTE {
    @Override
    double inverse(double eigenvalue, DoubleUnaryOperator damped) {
      return damped.applyAsDouble(Math.abs(eigenvalue));
    }

    @Override
    double counted(double eigenvalue) {
      return Math.abs(eigenvalue);
    }
  },

  /** Their directions are left out: the inverse there is 0. */
  DROP {
    @Override
    double inverse(double eigenvalue, DoubleUnaryOperator damped) {
      return eigenvalue < 0 ? 0 : damped.applyAsDouble(eigenvalue);
    }

    @Override
    double counted(double eigenvalue) {
      return Math.max(eigenvalue, 0);
    }
  },

  /** C + lambda I as it stands, indefinite: unbounded where an eigenvalue is near -lambda. */
  KEEP {
    @Override
    double inverse(double eigenvalue, DoubleUnaryOperator damped) {
      return damped.applyAsDouble(eigenvalue);
    }

    @Override
    double counted(double eigenvalue) {
      return eigenvalue;
    }
  };

  /** The inverse of an eigenvalue, given that of one which counts. */
  abstract double inverse(double eigenvalue, DoubleUnaryOperator damped);

  /** The eigenvalue of the matrix that is inverted, before damping. */
  abstract double counted(double eigenvalue);
}
