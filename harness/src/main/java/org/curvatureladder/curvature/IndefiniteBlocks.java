package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * Dense matrices that are not positive semi-definite: products and eigenvalues are of C itself,
 * solves treat its negative eigenvalues as they are told to, in the eigenbasis of every group.
 */
abstract class IndefiniteBlocks extends ExplicitBlocks {
  private final NegativeEigenvalues negative;

  IndefiniteBlocks(
      String name,
      ParameterGroups groups,
      NegativeEigenvalues negative,
      SymmetricMatrix... matrices) {
    super(name, groups, matrices);
    this.negative = negative;
  }

  @Override
  public final DenseMatrix solve(double[] damping, DenseMatrix rows) {
    return apply(g -> value -> inverse(value, counted -> damped(g, damping[g], counted)), rows);
  }

  /**
   * Eigenvalues within rounding, n epsilon max |lambda|, are handed to f as 0: their sign is noise,
   * and a softmax network has many of them.
   */
  @Override
  public final DenseMatrix apply(IntFunction<DoubleUnaryOperator> f, DenseMatrix rows) {
    return super.apply(
        g -> {
          DoubleUnaryOperator function = f.apply(g);
          double[] values = eigen(g).values();
          double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
          double rounding = values.length * Math.ulp(1.0) * largest;
          return value -> function.applyAsDouble(Math.abs(value) <= rounding ? 0 : value);
        },
        rows);
  }

  private double damped(int g, double damping, double eigenvalue) {
    if (negative != NegativeEigenvalues.KEEP) {
      return DampedInverse.of(this, g, damping, eigenvalue);
    }
    double damped = eigenvalue + damping;
    if (damped == 0) {
      throw DampedInverse.failure(this, g, damping, damped);
    }
    return 1 / damped;
  }

  @Override
  public final double inverse(double eigenvalue, DoubleUnaryOperator damped) {
    return negative.inverse(eigenvalue, damped);
  }

  @Override
  public final double meanEigenvalue(int group) {
    return Arrays.stream(eigen(group).values()).map(negative::counted).average().orElseThrow();
  }

  /** With the eigenvectors, which every solve needs. */
  @Override
  final double[] eigenvalues(int group) {
    return eigen(group).values();
  }
}
