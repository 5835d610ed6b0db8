package org.curvatureladder.curvature;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Mlp;

/**
 * The mean over C checkpoints of the exact Gauss-Newton matrix, (1/C) sum_c G(theta_c), dense and
 * diagonalised: P x P, for small networks and as the oracle of {@link AveragedEkFac}.
 */
public final class AveragedGaussNewton implements Diagonalised {
  private final Eigen eigen;

  private AveragedGaussNewton(Eigen eigen) {
    this.eigen = eigen;
  }

  /**
   * Averages G over {@code thetas} and diagonalises.
   *
   * @param thetas weights, at least one, each of length P
   * @param data the training data of the mean loss
   */
  public static AveragedGaussNewton of(Mlp network, List<double[]> thetas, Dataset data) {
    int size = network.layout().parameterCount();
    double[] mean = new double[Math.multiplyExact(size, size)];
    for (double[] theta : thetas) {
      try (GaussNewton g = GaussNewton.of(new LayerDerivatives(network, theta, data))) {
        double[] values = g.toDense().values().toArray();
        for (int k = 0; k < mean.length; k++) {
          mean[k] += values[k] / thetas.size();
        }
      }
    }
    try (SymmetricMatrix matrix =
        SymmetricMatrix.mirroringUpper(DenseMatrix.of(size, size, mean))) {
      return new AveragedGaussNewton(Eigen.of(matrix));
    }
  }

  @Override
  public DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows) {
    return eigen.apply(f, rows);
  }

  @Override
  public void close() {
    eigen.close();
  }
}
