package org.curvatureladder.ihvp;

import java.util.stream.IntStream;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.Cholesky;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.net.Network;

/**
 * The exact damped Gauss-Newton solve where there are fewer rows than parameters: with G = F'F, F
 * the N C rows R_n J_n / sqrt N of all examples (R_n'R_n the curvature of the loss in the outputs),
 *
 * <pre>(F'F + lambda I)^-1 v = (v - F'(FF' + lambda I)^-1 F v) / lambda</pre>
 *
 * (Woodbury; Golub and Van Loan, Matrix Computations, section 2.1.4). Holds F, N C x P, and the
 * factor of an N C x N C matrix: 250 MB for 896 examples of a regression with 34,305 parameters,
 * whose P x P matrix would take 9.4 GB.
 */
public final class GramSolver implements IhvpSolver, AutoCloseable {
  /** Doubles of Jacobians on the heap at once: 128 MB. */
  private static final int CHUNK_SIZE = 1 << 24;

  private final double damping;
  private final DenseMatrix rows;
  private final Cholesky gram;

  /**
   * Builds F and factors FF' + lambda I.
   *
   * @throws org.curvatureladder.data.InvalidInputException if the damping is negative
   * @throws ArithmeticException if it is zero and FF' singular
   */
  public GramSolver(Network network, double[] theta, Dataset data, double damping) {
    Damping.absolute(damping); // checks the range
    this.damping = damping;
    this.rows = rows(network, theta, data);
    try (SymmetricMatrix products = SymmetricMatrix.mirroringUpper(rows.timesTransposed(rows))) {
      this.gram = Cholesky.of(products, damping);
    }
  }

  @Override
  public String name() {
    return GaussNewton.NAME;
  }

  @Override
  public double damping() {
    return damping;
  }

  @Override
  public DenseMatrix solve(DenseMatrix vectors) {
    DenseMatrix result = vectors.copy();
    try (DenseMatrix inner = vectors.timesTransposed(rows)) {
      gram.solveInPlace(inner);
      result.setToProduct(-1, inner, false, rows, false, 1);
    }
    result.scale(1 / damping);
    return result;
  }

  /** Frees both matrices. */
  @Override
  public void close() {
    gram.close();
    rows.close();
  }

  private static DenseMatrix rows(Network network, double[] theta, Dataset data) {
    int classes = network.architecture().outputs();
    int parameters = theta.length;
    LossFunction loss = LossFunction.of(network.architecture().loss());
    DenseMatrix result = DenseMatrix.zeros(Math.multiplyExact(data.count(), classes), parameters);
    double scale = 1 / Math.sqrt(data.count());
    double[] root = new double[classes * classes];
    int size = Math.max(1, CHUNK_SIZE / parameters / classes);
    for (int first = 0; first < data.count(); first += size) {
      int end = Math.min(first + size, data.count());
      Dataset chunk = data.subset(IntStream.range(first, end).toArray());
      double[] z = network.outputs(theta, chunk);
      try (DenseMatrix jacobian =
              DenseMatrix.of(chunk.count() * classes, parameters, network.jacobian(theta, chunk));
          DenseMatrix factor = DenseMatrix.zeros(classes, classes)) {
        for (int n = 0; n < chunk.count(); n++) {
          loss.factor(z, n * classes, classes, root, 0);
          for (int c = 0; c < classes; c++) {
            factor.writeRow(c, root, c * classes);
          }
          result
              .view((first + n) * classes, 0, classes, parameters)
              .setToProduct(
                  scale,
                  factor,
                  false,
                  jacobian.view(n * classes, 0, classes, parameters),
                  false,
                  0);
        }
      }
    }
    return result;
  }
}
