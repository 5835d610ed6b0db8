package org.curvatureladder.ihvp;

import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.linalg.DenseMatrix;

/** The state of an iterative solver; valid while the listener is called. */
public final class Iterate {
  private static final int GROUP = 16;
  private final DampedSystem system;
  private final int repeat;
  private final int number;
  private final DenseMatrix solution;
  private final DenseMatrix rightSides;

  Iterate(
      DampedSystem system, int repeat, int number, DenseMatrix solution, DenseMatrix rightSides) {
    this.system = system;
    this.repeat = repeat;
    this.number = number;
    this.solution = solution;
    this.rightSides = rightSides;
  }

  /** Number of the run, for solvers that average several. */
  public int repeat() {
    return repeat;
  }

  /** Iterations done: 0 for the start. */
  public int number() {
    return number;
  }

  /** theta_k of every right-hand side: k x P, the caller's to close. */
  public DenseMatrix parameters() {
    return system.toParameters(solution);
  }

  /**
   * Q theta_k: the coordinates in which the preconditioner is diagonal, or the parameters
   * themselves without one; k x P, to be read only.
   */
  public DenseMatrix coordinates() {
    return solution.view();
  }

  /** Q v: the right-hand sides in those coordinates; k x P, to be read only. */
  public DenseMatrix rightSides() {
    return rightSides.view();
  }

  /** Objective, residual and norm of every right-hand side: one product with all examples. */
  public IterationRecord measure() {
    int many = solution.rows();
    int size = solution.columns();
    double[] objectives = new double[many];
    double[] residuals = new double[many];
    double[] norms = new double[many];
    double[] x = new double[size];
    double[] v = new double[size];
    double[] product = new double[size];
    int group = Math.min(GROUP, many);
    try (SymmetricOperator full = system.full();
        DenseMatrix products = DenseMatrix.zeros(group, size)) {
      for (int first = 0; first < many; first += group) {
        int rows = Math.min(group, many - first);
        full.multiply(solution.view(first, 0, rows, size), products.view(0, 0, rows, size));
        for (int k = 0; k < rows; k++) {
          solution.readRow(first + k, x);
          rightSides.readRow(first + k, v);
          products.readRow(k, product);
          double objective = 0;
          double residual = 0;
          double norm = 0;
          for (int i = 0; i < size; i++) {
            double damped = product[i] + system.damping() * x[i];
            objective += x[i] * (0.5 * damped - v[i]);
            residual += (damped - v[i]) * (damped - v[i]);
            norm += x[i] * x[i];
          }
          objectives[first + k] = objective;
          residuals[first + k] = Math.sqrt(residual);
          norms[first + k] = Math.sqrt(norm);
        }
      }
    }
    return new IterationRecord(repeat, number, objectives, residuals, norms);
  }
}
