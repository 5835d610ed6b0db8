package org.curvatureladder.ihvp;

import java.util.Arrays;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.EkFac;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.training.Precision;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A damped Gauss-Newton system, matrix-free and dense side by side, and naive solvers. */
final class Problem implements AutoCloseable {
  final Nets.Net net;
  final double lambda;
  final MatrixFreeCurvature ggn;
  final EkFac ekfac;
  final DMatrixRMaj vectors;

  private final LadderPoint point;
  private final Linearisation linearisation;

  Problem(Nets.Net net, double lambda, int vectors) {
    this.net = net;
    this.lambda = lambda;
    this.point = net.point();
    this.linearisation = new Linearisation(net.mlp(), net.theta(), net.data());
    this.ggn = new MatrixFreeGaussNewton(linearisation);
    this.ekfac = EkFac.of(point);
    this.vectors = Ejml.random(vectors, net.parameters(), 7);
  }

  /** The same matrix with batches in float32; the caller's to close. */
  MatrixFreeCurvature rounded() {
    return new MatrixFreeGaussNewton(linearisation, Precision.FLOAT32);
  }

  /** G + lambda I on a subset of the data. */
  DMatrixRMaj damped(int... examples) {
    try (LadderPoint there = net.on(net.data().subset(examples)).point();
        Curvature dense = Ladder.GAUSS_NEWTON.at(there)) {
      return dampedMatrix(dense);
    }
  }

  /** G + lambda I. */
  DMatrixRMaj damped() {
    try (Curvature dense = Ladder.GAUSS_NEWTON.at(point)) {
      return dampedMatrix(dense);
    }
  }

  /** EK-FAC + lambda I. */
  DMatrixRMaj preconditioner() {
    return dampedMatrix(ekfac);
  }

  /** (G + lambda I)^-1 v for every v. */
  DMatrixRMaj solution() {
    return Ejml.solveRows(damped(), vectors);
  }

  /** The same by the dense rung's own Cholesky solve, for matrices too large for EJML. */
  DenseMatrix directSolution() {
    try (Curvature dense = Ladder.GAUSS_NEWTON.at(point)) {
      return dense.solve(lambda, Ejml.toDense(vectors));
    }
  }

  /** Largest eigenvalue of M^-1 (G + lambda I), M symmetric positive definite. */
  double largestEigenvalue(DMatrixRMaj preconditioner) {
    Ejml.Spectrum p = Ejml.spectrum(preconditioner);
    DMatrixRMaj root = p.compose(Arrays.stream(p.values()).map(x -> 1 / Math.sqrt(x)).toArray());
    double[] values = Ejml.spectrum(Ejml.product(root, Ejml.product(damped(), root))).values();
    return values[values.length - 1];
  }

  /** The iteration as the paper writes it, dense, one batch after the other. */
  DMatrixRMaj naive(DMatrixRMaj preconditioner, IterationSettings settings, int repeat) {
    DMatrixRMaj theta = Ejml.solveRows(preconditioner, vectors);
    if (settings.start() == IterationSettings.Start.ZERO) {
      theta.zero();
    }
    DMatrixRMaj velocity = new DMatrixRMaj(theta.numRows, theta.numCols);
    for (int k = 0; k < settings.iterations(); k++) {
      DMatrixRMaj a =
          settings.batches().isFull()
              ? damped()
              : damped(settings.batches().draw(net.data().count(), repeat, k));
      DMatrixRMaj gradient = Ejml.product(theta, a);
      CommonOps_DDRM.subtractEquals(gradient, vectors);
      CommonOps_DDRM.scale(settings.momentum(), velocity);
      CommonOps_DDRM.addEquals(velocity, Ejml.solveRows(preconditioner, gradient));
      CommonOps_DDRM.addEquals(theta, -settings.step(k), velocity);
    }
    return theta;
  }

  /** e'(G + lambda I)e for the error e of row r, squared energy norm. */
  double energy(DMatrixRMaj theta, DMatrixRMaj exact, DMatrixRMaj damped, int r) {
    DMatrixRMaj error =
        CommonOps_DDRM.subtract(
            CommonOps_DDRM.extractRow(theta, r, null),
            CommonOps_DDRM.extractRow(exact, r, null),
            null);
    return CommonOps_DDRM.dot(Ejml.product(error, damped), error);
  }

  @Override
  public void close() {
    ggn.close();
    linearisation.close();
    point.close();
  }

  private DMatrixRMaj dampedMatrix(Curvature curvature) {
    try (SymmetricMatrix dense = curvature.toDense()) {
      return Ejml.plusDiagonal(Ejml.of(dense), lambda);
    }
  }
}
