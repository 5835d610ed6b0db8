package org.curvatureladder.ihvp;

import java.util.Optional;
import org.curvatureladder.curvature.KroneckerFactored;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * Conjugate gradients on (C + lambda I) theta = v, all examples in every product (Hestenes and
 * Stiefel 1952; Golub and Van Loan, Matrix Computations, algorithm 11.5.1), with D = (P + lambda~
 * I)^-1 or the identity. Several right-hand sides share the products; each has its own alpha and
 * beta:
 *
 * <pre>
 *   alpha = r'Dr / p'(C + lambda I)p,   theta = theta + alpha p,   r_ = r - alpha (C + lambda I)p
 *   beta  = r_'Dr_ / r'Dr,              p = D r_ + beta p
 * </pre>
 *
 * starting at theta = 0. A right-hand side stops when ||r|| <= tolerance ||v||, or eps^2 ||v||: the
 * recursion for r goes on falling when theta cannot change any more, until p'Ap underflows. All
 * stop after the last iteration, converged or not: how far they came is what is studied.
 *
 * @param curvature C, not closed here
 * @param damping lambda
 * @param preconditioner P, not closed here; empty for plain conjugate gradients
 * @param preconditionerDamping lambda~; unused without a preconditioner
 * @param iterations most iterations; P are enough in exact arithmetic
 * @param tolerance relative residual that is small enough; 0 to go on to eps^2
 * @param listener sees every iterate
 */
public record ConjugateGradient(
    MatrixFreeCurvature curvature,
    double damping,
    Optional<KroneckerFactored> preconditioner,
    double preconditionerDamping,
    int iterations,
    double tolerance,
    IterationListener listener)
    implements IhvpSolver {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public ConjugateGradient {
    Damping.absolute(damping); // checks the range
    Damping.absolute(preconditionerDamping);
    if (iterations < 1 || !(tolerance >= 0)) {
      throw new InvalidInputException(
          "conjugate gradients: %d iterations to tolerance %s, expected at least 1 and 0"
              .formatted(iterations, tolerance));
    }
  }

  /** Plain conjugate gradients. */
  public static ConjugateGradient plain(
      MatrixFreeCurvature curvature, double damping, int iterations, double tolerance) {
    return new ConjugateGradient(
        curvature, damping, Optional.empty(), 0, iterations, tolerance, IterationListener.none());
  }

  /** Preconditioned with lambda~ = lambda. */
  public static ConjugateGradient preconditioned(
      MatrixFreeCurvature curvature,
      double damping,
      KroneckerFactored preconditioner,
      int iterations,
      double tolerance) {
    return new ConjugateGradient(
        curvature,
        damping,
        Optional.of(preconditioner),
        damping,
        iterations,
        tolerance,
        IterationListener.none());
  }

  /** The same solver, watched. */
  public ConjugateGradient watchedBy(IterationListener other) {
    return new ConjugateGradient(
        curvature, damping, preconditioner, preconditionerDamping, iterations, tolerance, other);
  }

  @Override
  public String name() {
    return preconditioner.isPresent() ? "PCG" : "CG";
  }

  /**
   * @throws ArithmeticException if the damped curvature is not positive along a search direction
   */
  @Override
  public DenseMatrix solve(DenseMatrix vectors) {
    try (DampedSystem system =
            preconditioner.isPresent()
                ? DampedSystem.preconditioned(
                    curvature, damping, preconditioner.get(), preconditionerDamping)
                : DampedSystem.plain(curvature, damping);
        DenseMatrix rightSides = system.fromParameters(vectors);
        DenseMatrix solution = DenseMatrix.zeros(vectors.rows(), vectors.columns())) {
      iterate(system, rightSides, solution);
      return system.toParameters(solution);
    }
  }

  private void iterate(DampedSystem system, DenseMatrix rightSides, DenseMatrix solution) {
    int many = rightSides.rows();
    int size = rightSides.columns();
    ConjugateDirections state = new ConjugateDirections(name(), system, rightSides, tolerance);
    try (state;
        SymmetricOperator full = system.full();
        DenseMatrix products = DenseMatrix.zeros(many, size)) {
      listener.accept(new Iterate(system, 0, 0, solution, rightSides));
      for (int k = 0; k < iterations && !state.finished(); k++) {
        full.multiply(state.directions(), products);
        state.step(products, solution);
        listener.accept(new Iterate(system, 0, k + 1, solution, rightSides));
      }
    }
  }
}
