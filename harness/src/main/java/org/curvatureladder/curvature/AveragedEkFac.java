package org.curvatureladder.curvature;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.ParameterLayout;

/**
 * EK-FAC of the mean over C checkpoints (Bae et al. 2024, arXiv 2405.12186, appendix D.2): the
 * Kronecker factors are averaged, diagonalised once, and the eigenvalues are averaged in that
 * common basis,
 *
 * <pre>
 *   A_l = (1/C) sum_c A_l(theta_c),   S_l = (1/C) sum_c S_l(theta_c)
 *   Lambda_l[s, a] = (1/C) sum_c (1/N) sum_n |B_n(theta_c) q_s|^2 (a~_n(theta_c)' q_a)^2
 * </pre>
 *
 * <p>Two passes over the data and the checkpoints in chunks of examples, by matrix products: memory
 * is that of the factors and of one chunk, whatever N and C. With one checkpoint it is {@link
 * EkFac}, which holds the derivatives of all examples for the other rungs. Owns its eigenbases:
 * close it.
 */
public final class AveragedEkFac extends KroneckerFactored {
  private static final int CHUNK = 1024;
  private final KroneckerBasis[] bases;

  private AveragedEkFac(ParameterLayout layout, KroneckerBasis[] bases, double[][] eigenvalues) {
    super(EkFac.NAME, ParameterGroups.of(layout, LayerBlock.layers(layout)), bases, eigenvalues);
    this.bases = bases;
  }

  /**
   * Averages over {@code thetas}.
   *
   * @param thetas weights, at least one, each of length P
   * @param data the training data of the mean loss
   */
  public static AveragedEkFac of(Mlp network, List<double[]> thetas, Dataset data) {
    KroneckerBasis[] bases = bases(network, thetas, data);
    return new AveragedEkFac(network.layout(), bases, eigenvalues(network, thetas, data, bases));
  }

  @Override
  public void close() {
    for (KroneckerBasis basis : bases) {
      basis.close();
    }
  }

  private static KroneckerBasis[] bases(Mlp network, List<double[]> thetas, Dataset data) {
    ParameterLayout layout = network.layout();
    DenseMatrix[] s = new DenseMatrix[layout.layers()];
    DenseMatrix[] a = new DenseMatrix[layout.layers()];
    for (int l = 0; l < layout.layers(); l++) {
      s[l] = DenseMatrix.zeros(layout.rows(l), layout.rows(l));
      a[l] = DenseMatrix.zeros(layout.columns(l), layout.columns(l));
    }
    double scale = 1.0 / data.count() / thetas.size();
    forEachChunk(
        network,
        thetas,
        data,
        chunk -> {
          for (int l = 0; l < layout.layers(); l++) {
            a[l].setToProduct(scale, chunk.inputs(l), true, chunk.inputs(l), false, 1);
          }
          forEachFactor(chunk, (l, b) -> s[l].setToProduct(scale, b, true, b, false, 1));
        });
    KroneckerBasis[] bases = new KroneckerBasis[layout.layers()];
    for (int l = 0; l < bases.length; l++) {
      try (SymmetricMatrix outputs = SymmetricMatrix.mirroringUpper(s[l]);
          SymmetricMatrix inputs = SymmetricMatrix.mirroringUpper(a[l])) {
        bases[l] = new KroneckerBasis(outputs, inputs);
      }
    }
    return bases;
  }

  private static double[][] eigenvalues(
      Mlp network, List<double[]> thetas, Dataset data, KroneckerBasis[] bases) {
    ParameterLayout layout = network.layout();
    DenseMatrix[] moments = new DenseMatrix[bases.length];
    for (int l = 0; l < bases.length; l++) {
      moments[l] = DenseMatrix.zeros(layout.rows(l), layout.columns(l));
    }
    double scale = 1.0 / data.count() / thetas.size();
    forEachChunk(
        network,
        thetas,
        data,
        chunk -> {
          double[][] outputs = new double[bases.length][];
          for (int l = 0; l < bases.length; l++) {
            outputs[l] = new double[chunk.count() * layout.rows(l)];
          }
          forEachFactor(
              chunk, (l, b) -> addSquaredCoordinates(b, bases[l].left().vectors(), outputs[l]));
          for (int l = 0; l < bases.length; l++) {
            double[] inputs = new double[chunk.count() * layout.columns(l)];
            addSquaredCoordinates(chunk.inputs(l), bases[l].right().vectors(), inputs);
            try (DenseMatrix left = DenseMatrix.of(chunk.count(), layout.rows(l), outputs[l]);
                DenseMatrix right = DenseMatrix.of(chunk.count(), layout.columns(l), inputs)) {
              moments[l].setToProduct(scale, left, true, right, false, 1);
            }
          }
        });
    double[][] eigenvalues = new double[bases.length][];
    for (int l = 0; l < bases.length; l++) {
      eigenvalues[l] = moments[l].toArray();
      moments[l].close();
    }
    return eigenvalues;
  }

  private static void forEachChunk(
      Mlp network, List<double[]> thetas, Dataset data, Consumer<Linearisation> consumer) {
    for (double[] theta : thetas) {
      for (int first = 0; first < data.count(); first += CHUNK) {
        int end = Math.min(first + CHUNK, data.count());
        Dataset examples = data.subset(IntStream.range(first, end).toArray());
        try (Linearisation chunk = new Linearisation(network, theta, examples)) {
          consumer.accept(chunk);
        }
      }
    }
  }

  /** Hands over, for every layer and row c of R, that row of R dz_L/dz_l at every example. */
  private static void forEachFactor(
      Linearisation chunk, BiConsumer<Integer, DenseMatrix> consumer) {
    LossFunction loss = LossFunction.of(chunk.network().architecture().loss());
    double[] z = chunk.outputs();
    int classes = z.length / chunk.count();
    double[][] rows = new double[classes][z.length];
    double[] root = new double[classes * classes];
    for (int n = 0; n < chunk.count(); n++) {
      loss.factor(z, n * classes, classes, root, 0);
      for (int c = 0; c < classes; c++) {
        System.arraycopy(root, c * classes, rows[c], n * classes, classes);
      }
    }
    for (double[] row : rows) {
      DenseMatrix[] factors = chunk.backpropagate(row);
      for (int l = 0; l < factors.length; l++) {
        consumer.accept(l, factors[l]);
        factors[l].close();
      }
    }
  }

  /** Adds (v_n' q_j)^2 at (n, j) for every row v_n and eigenvector q_j. */
  private static void addSquaredCoordinates(
      DenseMatrix rows, DenseMatrix eigenvectors, double[] result) {
    try (DenseMatrix coordinates = rows.timesTransposed(eigenvectors)) {
      double[] values = coordinates.toArray();
      for (int k = 0; k < values.length; k++) {
        result[k] += values[k] * values[k];
      }
    }
  }
}
