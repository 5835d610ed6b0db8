package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;
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
 * Two passes over the data and the checkpoints, in chunks of examples: memory is that of the
 * factors and of one chunk, whatever N and C. With one checkpoint it is {@link EkFac}.
 */
public final class AveragedEkFac implements Diagonalised {
  private static final int CHUNK = 512;
  private final KroneckerBasis[] bases;
  private final double[][] eigenvalues;

  private AveragedEkFac(KroneckerBasis[] bases, double[][] eigenvalues) {
    this.bases = bases;
    this.eigenvalues = eigenvalues;
  }

  /**
   * Averages over {@code thetas}.
   *
   * @param thetas weights, at least one, each of length P
   * @param data the training data of the mean loss
   */
  public static AveragedEkFac of(Mlp network, List<double[]> thetas, Dataset data) {
    ParameterLayout layout = network.layout();
    int layers = layout.layers();
    List<LayerBlock> blocks = LayerBlock.layers(layout);
    double[][] outputs = new double[layers][];
    double[][] inputs = new double[layers][];
    double[][] eigenvalues = new double[layers][];
    for (int l = 0; l < layers; l++) {
      outputs[l] = new double[layout.rows(l) * layout.rows(l)];
      inputs[l] = new double[layout.columns(l) * layout.columns(l)];
      eigenvalues[l] = new double[layout.size(l)];
    }
    forEachChunk(
        network,
        thetas,
        data,
        (derivatives, weight) -> {
          for (int l = 0; l < layers; l++) {
            try (SymmetricMatrix s = derivatives.outputSecondMoment(l);
                SymmetricMatrix a = derivatives.inputSecondMoment(blocks.get(l))) {
              add(weight, s.values().toArray(), outputs[l]);
              add(weight, a.values().toArray(), inputs[l]);
            }
          }
        });
    KroneckerBasis[] bases = new KroneckerBasis[layers];
    for (int l = 0; l < layers; l++) {
      try (SymmetricMatrix s = symmetric(layout.rows(l), outputs[l]);
          SymmetricMatrix a = symmetric(layout.columns(l), inputs[l])) {
        bases[l] = new KroneckerBasis(s, a);
      }
    }
    forEachChunk(
        network,
        thetas,
        data,
        (derivatives, weight) -> {
          for (int l = 0; l < layers; l++) {
            add(weight, EkFac.secondMoments(derivatives, blocks.get(l), bases[l]), eigenvalues[l]);
          }
        });
    return new AveragedEkFac(bases, eigenvalues);
  }

  @Override
  public DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows) {
    DenseMatrix result = DenseMatrix.zeros(rows.rows(), rows.columns());
    int offset = 0;
    for (int b = 0; b < bases.length; b++) {
      int size = bases[b].dimension();
      bases[b].apply(
          Arrays.stream(eigenvalues[b]).map(f).toArray(),
          rows.view(0, offset, rows.rows(), size),
          result.view(0, offset, rows.rows(), size));
      offset += size;
    }
    return result;
  }

  @Override
  public void close() {
    for (KroneckerBasis basis : bases) {
      basis.close();
    }
  }

  /** Hands over the derivatives of a chunk and its share of the mean over examples and thetas. */
  private static void forEachChunk(
      Mlp network,
      List<double[]> thetas,
      Dataset data,
      BiConsumer<LayerDerivatives, Double> consumer) {
    for (double[] theta : thetas) {
      for (int first = 0; first < data.count(); first += CHUNK) {
        int end = Math.min(first + CHUNK, data.count());
        Dataset chunk = data.subset(IntStream.range(first, end).toArray());
        double weight = (double) (end - first) / data.count() / thetas.size();
        consumer.accept(new LayerDerivatives(network, theta, chunk), weight);
      }
    }
  }

  private static void add(double weight, double[] values, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += weight * values[k];
    }
  }

  private static SymmetricMatrix symmetric(int size, double[] values) {
    return SymmetricMatrix.mirroringUpper(DenseMatrix.of(size, size, values));
  }
}
