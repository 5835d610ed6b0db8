package org.curvatureladder.ihvp;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.OpenBlas;

/**
 * Residuals, search directions and scalars of {@link ConjugateGradient}, per right-hand side. Each
 * is scaled by a power of two to elements of order 1, or the squares of a tiny gradient underflow.
 */
final class ConjugateDirections implements AutoCloseable {
  /** A residual that small moves no digit of theta at condition numbers up to 1e16. */
  private static final double NOTHING_LEFT = Math.ulp(1.0) * Math.ulp(1.0);

  private final String name;
  private final DampedSystem system;
  private final DenseMatrix residuals;
  private final DenseMatrix directions;
  private final double[] residualProducts;
  private final double[] smallEnough;
  private final boolean[] finished;
  private final int[] exponents;

  /** At theta = 0: r = v, p = D v. */
  ConjugateDirections(String name, DampedSystem system, DenseMatrix rightSides, double tolerance) {
    this.name = name;
    this.system = system;
    this.residuals = rightSides.copy();
    this.directions = rightSides.copy();
    int many = rightSides.rows();
    this.exponents = new int[many];
    double[] v = new double[system.dimension()];
    for (int k = 0; k < many; k++) {
      rightSides.readRow(k, v);
      exponents[k] = exponentOfLargest(v);
      for (int i = 0; i < v.length; i++) {
        v[i] = Math.scalb(v[i], -exponents[k]);
      }
      residuals.writeRow(k, v, 0);
      directions.writeRow(k, v, 0);
    }
    directions.scaleColumns(system.inverse());
    this.residualProducts = new double[many];
    this.smallEnough = new double[many];
    this.finished = new boolean[many];
    double[] r = new double[system.dimension()];
    double[] p = new double[r.length];
    for (int k = 0; k < many; k++) {
      residuals.readRow(k, r);
      directions.readRow(k, p);
      residualProducts[k] = product(r, p);
      smallEnough[k] = Math.max(tolerance, NOTHING_LEFT) * Math.sqrt(product(r, r));
      finished[k] = residualProducts[k] == 0;
      if (!Double.isFinite(residualProducts[k])) {
        close();
        throw new ArithmeticException(
            "%s: right-hand side %d has elements that are not finite".formatted(name, k));
      }
    }
  }

  /** p of every right-hand side. */
  DenseMatrix directions() {
    return directions;
  }

  /** Whether every right-hand side is solved. */
  boolean finished() {
    for (boolean one : finished) {
      if (!one) {
        return false;
      }
    }
    return true;
  }

  /**
   * One step of every right-hand side that is not solved yet.
   *
   * @param products C p
   * @param solution theta
   */
  void step(DenseMatrix products, DenseMatrix solution) {
    double[] curvatures = new double[finished.length];
    OpenBlas.overRows(
        finished.length,
        (worker, k) -> {
          if (!finished[k]) {
            curvatures[k] = step(k, products, solution);
          }
        });
    for (int k = 0; k < curvatures.length; k++) {
      if (!finished[k] && !(curvatures[k] > 0)) {
        throw new ArithmeticException(
            "%s, right-hand side %d: the damped curvature is not positive definite, p'Ap = %.4g"
                .formatted(name, k, curvatures[k]));
      }
    }
  }

  /** Returns p'(C + lambda I)p, which must be positive for the step to be taken. */
  private double step(int k, DenseMatrix products, DenseMatrix solution) {
    double[] d = system.inverse();
    double[] p = new double[d.length];
    double[] ap = new double[d.length];
    directions.readRow(k, p);
    products.readRow(k, ap);
    for (int i = 0; i < d.length; i++) {
      ap[i] += system.damping() * p[i];
    }
    double curvature = product(p, ap);
    if (!(curvature > 0)) {
      return curvature;
    }
    double alpha = residualProducts[k] / curvature;
    double[] x = new double[d.length];
    double[] r = new double[d.length];
    solution.readRow(k, x);
    residuals.readRow(k, r);
    double preconditioned = 0;
    for (int i = 0; i < d.length; i++) {
      x[i] += Math.scalb(alpha * p[i], exponents[k]);
      r[i] -= alpha * ap[i];
      preconditioned += r[i] * d[i] * r[i];
    }
    double beta = preconditioned / residualProducts[k];
    for (int i = 0; i < d.length; i++) {
      p[i] = d[i] * r[i] + beta * p[i];
    }
    residualProducts[k] = preconditioned;
    finished[k] = preconditioned == 0 || Math.sqrt(product(r, r)) <= smallEnough[k];
    solution.writeRow(k, x, 0);
    residuals.writeRow(k, r, 0);
    directions.writeRow(k, p, 0);
    return curvature;
  }

  @Override
  public void close() {
    residuals.close();
    directions.close();
  }

  private static int exponentOfLargest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Math.getExponent(largest);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
