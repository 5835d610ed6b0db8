package org.curvatureladder.ihvp;

import java.util.Arrays;
import java.util.Optional;
import org.curvatureladder.curvature.KroneckerCoordinates;
import org.curvatureladder.curvature.KroneckerFactored;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.curvature.SymmetricOperator;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * (C + lambda I) theta = v in coordinates x = Q theta in which the preconditioner P + lambda~ I is
 * the diagonal 1 / d: preconditioning costs one multiplication per number. Without a preconditioner
 * Q and d are the identity.
 */
final class DampedSystem implements AutoCloseable {
  private final MatrixFreeCurvature curvature;
  private final Optional<KroneckerCoordinates> coordinates;
  private final double damping;
  private final double[] inverse;
  private final String matrix;

  private DampedSystem(
      MatrixFreeCurvature curvature,
      Optional<KroneckerCoordinates> coordinates,
      double damping,
      double[] inverse,
      String matrix) {
    this.curvature = curvature;
    this.coordinates = coordinates;
    this.damping = damping;
    this.inverse = inverse;
    this.matrix = matrix;
  }

  /** d = 1. */
  static DampedSystem plain(MatrixFreeCurvature curvature, double damping) {
    double[] ones = new double[curvature.dimension()];
    Arrays.fill(ones, 1);
    return new DampedSystem(
        curvature,
        Optional.empty(),
        damping,
        ones,
        "%s + %s I".formatted(curvature.name(), damping));
  }

  /**
   * d = 1 / (Lambda + lambda~) with Lambda the preconditioner's eigenvalues.
   *
   * @throws ArithmeticException if the damped preconditioner is not positive definite
   */
  static DampedSystem preconditioned(
      MatrixFreeCurvature curvature,
      double damping,
      KroneckerFactored preconditioner,
      double preconditionerDamping) {
    double[] inverse = preconditioner.diagonal();
    for (int i = 0; i < inverse.length; i++) {
      double damped = inverse[i] + preconditionerDamping;
      if (!(damped > 0)) {
        throw new ArithmeticException(
            "preconditioner %s, damping %s: a damped eigenvalue is %s"
                .formatted(preconditioner.name(), preconditionerDamping, damped));
      }
      inverse[i] = 1 / damped;
    }
    KroneckerCoordinates coordinates = preconditioner.coordinates();
    return new DampedSystem(
        curvature.in(coordinates),
        Optional.of(coordinates),
        damping,
        inverse,
        "(%s + %s I)^-1 (%s + %s I)"
            .formatted(preconditioner.name(), preconditionerDamping, curvature.name(), damping));
  }

  /** Number of parameters P. */
  int dimension() {
    return inverse.length;
  }

  /** Number of examples N. */
  int count() {
    return curvature.count();
  }

  /** lambda. */
  double damping() {
    return damping;
  }

  /** d, not to be written to. */
  double[] inverse() {
    return inverse;
  }

  /** The matrix whose largest eigenvalue limits the step, for messages. */
  String matrix() {
    return matrix;
  }

  /** Q C Q' on all examples, without the damping. */
  SymmetricOperator full() {
    return curvature.full();
  }

  /** Q C_B Q' on a batch, without the damping. */
  SymmetricOperator on(int[] examples) {
    return curvature.on(examples);
  }

  /** Q v of every row, in memory of its own. */
  DenseMatrix fromParameters(DenseMatrix vectors) {
    if (coordinates.isEmpty()) {
      return vectors.copy();
    }
    DenseMatrix result = DenseMatrix.zeros(vectors.rows(), vectors.columns());
    coordinates.get().fromParameters(vectors, result);
    return result;
  }

  /** Q'x of every row, in memory of its own. */
  DenseMatrix toParameters(DenseMatrix rows) {
    if (coordinates.isEmpty()) {
      return rows.copy();
    }
    DenseMatrix result = DenseMatrix.zeros(rows.rows(), rows.columns());
    coordinates.get().toParameters(rows, result);
    return result;
  }

  /** Frees what was made for the coordinates; the curvature it was made from stays open. */
  @Override
  public void close() {
    if (coordinates.isPresent()) {
      curvature.close();
    }
  }
}
