package org.curvatureladder.curvature;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.ParameterLayout;

/**
 * A network at theta on N examples: what every product with its Jacobian needs, made once by large
 * matrix products. z_l = [W_l | b_l] a~_{l-1}, a_l = phi(z_l), l = 1..L.
 *
 * <p>Holds N (sum of in_l + 1) doubles off the heap and 2 N (sum of out_l) on it: 190 MB for 6144
 * examples of a 784-512-256-128-10 network. {@link LayerDerivatives} holds more, for the dense
 * rungs.
 */
public final class Linearisation implements AutoCloseable {
  private final Mlp network;
  private final ParameterLayout layout;
  private final Dataset data;
  private final DenseMatrix[] weights;
  private final DenseMatrix[] inputs;
  private final double[][] preactivations;
  private final double[][] slopes;

  /**
   * The forward pass on all examples of {@code data}.
   *
   * @throws IllegalArgumentException if theta or the data do not fit the network
   */
  public Linearisation(Mlp network, double[] theta, Dataset data) {
    network.outputs(theta, data.subset(new int[] {0})); // checks theta and the data
    this.network = network;
    this.layout = network.layout();
    this.data = data;
    int layers = layout.layers();
    this.weights = new DenseMatrix[layers];
    this.inputs = new DenseMatrix[layers];
    this.preactivations = new double[layers][];
    this.slopes = new double[layers - 1][];
    inputs[0] = homogeneous(data.features());
    for (int l = 0; l < layers; l++) {
      weights[l] = DenseMatrix.zeros(layout.rows(l), layout.columns(l));
      for (int o = 0; o < layout.rows(l); o++) {
        weights[l].writeRow(o, theta, layout.index(l, o, 0));
      }
      try (DenseMatrix z = inputs[l].timesTransposed(weights[l])) {
        preactivations[l] = z.toArray();
      }
      if (l < layers - 1) {
        Architecture phi = network.architecture();
        double[] a = new double[preactivations[l].length];
        slopes[l] = new double[a.length];
        for (int k = 0; k < a.length; k++) {
          a[k] = phi.activate(preactivations[l][k]);
          slopes[l][k] = phi.slope(preactivations[l][k]);
        }
        inputs[l + 1] = homogeneous(a);
      }
    }
  }

  /** The network. */
  public Mlp network() {
    return network;
  }

  /** Order of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The N examples. */
  public Dataset data() {
    return data;
  }

  /** Number of examples N. */
  public int count() {
    return data.count();
  }

  /** a~_{l-1}: N x columns(l), last column 1, not to be written to. */
  public DenseMatrix inputs(int layer) {
    return inputs[layer];
  }

  /** z_L: N x C row-major, not to be written to. */
  public double[] outputs() {
    return preactivations[preactivations.length - 1];
  }

  /** [W_l | b_l]: rows(l) x columns(l), not to be written to. */
  DenseMatrix weights(int layer) {
    return weights[layer];
  }

  /** W_l without the bias: rows(l) x (columns(l) - 1), not to be written to. */
  DenseMatrix kernel(int layer) {
    return weights[layer].view(0, 0, layout.rows(layer), layout.columns(layer) - 1);
  }

  /** phi'(z_l) of a hidden layer: N x rows(l) row-major, not to be written to. */
  double[] slope(int layer) {
    return slopes[layer];
  }

  /** z_l: N x rows(l) row-major, not to be written to. */
  double[] preactivations(int layer) {
    return preactivations[layer];
  }

  /**
   * Pulls one cotangent per example back through the network: row n of matrix l is c_n' dz_L/dz_l,
   * delta_{l-1} = (W_l' delta_l) phi'(z_{l-1}).
   *
   * @param cotangents c: N x C row-major
   * @return L matrices, matrix l being N x rows(l), the caller's to close
   */
  public DenseMatrix[] backpropagate(double[] cotangents) {
    int last = layout.layers() - 1;
    DenseMatrix[] deltas = new DenseMatrix[layout.layers()];
    deltas[last] = DenseMatrix.of(count(), layout.rows(last), cotangents);
    for (int l = last; l > 0; l--) {
      deltas[l - 1] = deltas[l].times(kernel(l));
      deltas[l - 1].scaleElements(slopes[l - 1]);
    }
    return deltas;
  }

  /** Frees the memory off the heap. */
  @Override
  public void close() {
    for (int l = 0; l < weights.length; l++) {
      weights[l].close();
      inputs[l].close();
    }
  }

  /** [A, 1]: the rows of A with a 1 appended. */
  private DenseMatrix homogeneous(double[] values) {
    int width = values.length / count();
    DenseMatrix result = DenseMatrix.zeros(count(), width + 1);
    double[] row = new double[width + 1];
    row[width] = 1;
    for (int n = 0; n < count(); n++) {
      System.arraycopy(values, n * width, row, 0, width);
      result.writeRow(n, row, 0);
    }
    return result;
  }
}
