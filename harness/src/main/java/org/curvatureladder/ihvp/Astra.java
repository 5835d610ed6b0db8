package org.curvatureladder.ihvp;

import org.curvatureladder.curvature.KroneckerFactored;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * ASTRA, the stochastic Neumann iteration preconditioned by EK-FAC (Wang et al. 2025, arXiv
 * 2507.14740, section 4):
 *
 * <pre>
 *   theta_{k+1} = theta_k - alpha_k (P + lambda~ I)^-1 [(C_k + lambda I) theta_k - v]
 *   theta_0     = (P + lambda~ I)^-1 v
 * </pre>
 *
 * The whole iteration runs in the eigenbasis of P, where applying (P + lambda~ I)^-1 is one
 * division per number; see {@link org.curvatureladder.curvature.MatrixFreeGaussNewton}.
 *
 * @param curvature C, not closed here
 * @param damping lambda
 * @param preconditioner P, not closed here
 * @param preconditionerDamping lambda~
 * @param settings steps, momentum and batches
 * @param listener sees every iterate
 */
public record Astra(
    MatrixFreeCurvature curvature,
    double damping,
    KroneckerFactored preconditioner,
    double preconditionerDamping,
    IterationSettings settings,
    IterationListener listener)
    implements IhvpSolver {

  /**
   * Checks the numbers.
   *
   * @throws org.curvatureladder.data.InvalidInputException if a damping is negative
   */
  public Astra {
    Damping.absolute(damping); // checks the range
    Damping.absolute(preconditionerDamping);
  }

  /** lambda~ = lambda. */
  public Astra(
      MatrixFreeCurvature curvature,
      double damping,
      KroneckerFactored preconditioner,
      IterationSettings settings) {
    this(curvature, damping, preconditioner, damping, settings, IterationListener.none());
  }

  @Override
  public String name() {
    return "ASTRA";
  }

  /** The largest eigenvalue of (P + lambda~ I)^-1 (C + lambda I), which limits the step. */
  public StabilityLimit stabilityLimit() {
    try (DampedSystem system = system()) {
      return StabilityLimit.of(system);
    }
  }

  /**
   * @throws ArithmeticException if the steps are above the stability limit or the iteration
   *     diverges, with the estimate of the limit
   */
  @Override
  public DenseMatrix solve(DenseMatrix vectors) {
    try (DampedSystem system = system();
        DenseMatrix rightSides = system.fromParameters(vectors)) {
      PreconditionedDescent descent = new PreconditionedDescent(name(), system, settings, listener);
      descent.checkStability();
      try (DenseMatrix solution = descent.run(rightSides, 0)) {
        return system.toParameters(solution);
      }
    }
  }

  private DampedSystem system() {
    return DampedSystem.preconditioned(curvature, damping, preconditioner, preconditionerDamping);
  }
}
