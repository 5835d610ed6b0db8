package org.curvatureladder.ihvp;

import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * The curvature's own damped solve: Cholesky, eigendecomposition, or its Kronecker eigenbasis.
 *
 * @param curvature C, not closed here
 * @param rule the damping
 */
public record DirectSolver(Curvature curvature, Damping rule) implements IhvpSolver {

  @Override
  public String name() {
    return curvature.name();
  }

  @Override
  public double damping() {
    return rule.lambda(curvature);
  }

  @Override
  public DenseMatrix solve(DenseMatrix vectors) {
    return rule.solve(curvature, vectors);
  }
}
