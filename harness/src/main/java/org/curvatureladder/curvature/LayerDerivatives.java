package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.LayerTrace;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.ParameterLayout;

/**
 * What every rung needs from a network at theta on N examples, computed once: the layer inputs
 * a~_{l-1}, the loss gradients g_l = dL/dz_l, and the Gauss-Newton factors B_l = R dz_L/dz_l (C x
 * out_l per example) with R'R = d2L/dz_L^2.
 *
 * <p>For cross-entropy row c of B_l is sqrt(p_c) times the gradient of -log p_c in z_l, so B_l'B_l
 * is the sum over classes of p_c g_c g_c': the exact Fisher and the Gauss-Newton matrix are one.
 * Under another {@link Fisher} estimator the structured rungs use its rows f_r instead of B_l's.
 */
public final class LayerDerivatives {
  private final ParameterLayout layout;
  private final double[] theta;
  private final int count;
  private final LayerTrace[] trace;
  private final double[][] gradients;
  private final double[][][] factors;
  private final double[][][] fisherFactors;

  /** The derivatives at theta, with the exact Fisher. */
  public LayerDerivatives(Mlp network, double[] theta, Dataset data) {
    this(network, theta, data, new Fisher.Exact());
  }

  /** The derivatives of {@code network} at theta on the examples of {@code data}. */
  public LayerDerivatives(Mlp network, double[] theta, Dataset data, Fisher fisher) {
    this.layout = network.layout();
    this.theta = theta.clone();
    this.count = data.count();
    this.trace = network.trace(theta, data);
    LossFunction loss = LossFunction.of(network.architecture().loss());
    int classes = network.architecture().outputs();
    double[] z = trace[trace.length - 1].preactivations();
    double[] outputGradients = new double[z.length];
    for (int n = 0; n < count; n++) {
      loss.gradient(
          z, n * classes, classes, data.targets(), n * data.targetWidth(), outputGradients);
    }
    this.gradients = network.backpropagate(theta, trace, outputGradients);
    Fisher exact = new Fisher.Exact();
    this.factors = pulledBack(network, exact.cotangents(loss, z, data));
    this.fisherFactors =
        fisher.equals(exact) ? factors : pulledBack(network, fisher.cotangents(loss, z, data));
  }

  private double[][][] pulledBack(Mlp network, double[][] cotangents) {
    return Arrays.stream(cotangents)
        .map(row -> network.backpropagate(theta, trace, row))
        .toArray(double[][][]::new);
  }

  /** Order of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Number of examples N. */
  public int count() {
    return count;
  }

  /** Number of rows C of every factor B_l. */
  public int factorRows() {
    return factors.length;
  }

  /** The parameters, not to be written to. */
  double[] theta() {
    return theta;
  }

  /** a~_{l-1}: N x columns(l). */
  double[] inputs(int layer) {
    return trace[layer].inputs();
  }

  /** phi'(z_l): N x rows(l). */
  double[] slope(int layer) {
    return trace[layer].slope();
  }

  /** phi''(z_l): N x rows(l). */
  double[] bend(int layer) {
    return trace[layer].bend();
  }

  /** g_l: N x rows(l). */
  double[] gradient(int layer) {
    return gradients[layer];
  }

  /** Row c of B_l at every example: N x rows(l). */
  double[] factor(int c, int layer) {
    return factors[c][layer];
  }

  /** Number of rows R of the Fisher estimator. */
  public int fisherRows() {
    return fisherFactors.length;
  }

  /** Row r of the Fisher estimator at every example, pulled back to layer l: N x rows(l). */
  double[] fisherFactor(int r, int layer) {
    return fisherFactors[r][layer];
  }

  /** All rows of the Fisher estimator at layer l, row r of example n at r N + n: R N x rows(l). */
  DenseMatrix stackedFisherFactors(int layer) {
    int width = layout.rows(layer);
    DenseMatrix stacked = DenseMatrix.zeros(count * fisherFactors.length, width);
    for (int r = 0; r < fisherFactors.length; r++) {
      for (int n = 0; n < count; n++) {
        stacked.writeRow(r * count + n, fisherFactors[r][layer], n * width);
      }
    }
    return stacked;
  }

  /** The columns of a~_{l-1} that a block has: N x columns. */
  double[] inputs(LayerBlock block) {
    int width = layout.columns(block.layer());
    double[] all = inputs(block.layer());
    double[] some = new double[count * block.columns()];
    for (int n = 0; n < count; n++) {
      System.arraycopy(
          all, n * width + block.firstColumn(), some, n * block.columns(), block.columns());
    }
    return some;
  }

  /** S = B_l'B_m at example n, rows(l) x rows(m), written over {@code result}. */
  void outputCurvature(int n, int l, int m, double[] result) {
    int height = layout.rows(l);
    int width = layout.rows(m);
    Arrays.fill(result, 0, height * width, 0);
    for (double[][] factor : factors) {
      double[] left = factor[l];
      double[] right = factor[m];
      for (int o = 0; o < height; o++) {
        double weight = left[n * height + o];
        for (int k = 0; k < width; k++) {
          result[o * width + k] += weight * right[n * width + k];
        }
      }
    }
  }

  /** A_b = (1/N) sum_n a~ a~' over the block's columns. */
  SymmetricMatrix inputSecondMoment(LayerBlock block) {
    try (DenseMatrix inputs = DenseMatrix.of(count, block.columns(), inputs(block))) {
      return inputs.gramian(1.0 / count);
    }
  }

  /** S_l = (1/N) sum_n sum_r f_nr f_nr' of the Fisher estimator, rows(l) x rows(l). */
  SymmetricMatrix outputSecondMoment(int layer) {
    try (DenseMatrix stacked = stackedFisherFactors(layer)) {
      return stacked.gramian(1.0 / count);
    }
  }
}
