package org.curvatureladder.training;

import java.util.Arrays;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.Kernels;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.ParameterLayout;

/**
 * One training in progress: weights, velocity and every buffer a step needs, allocated once.
 *
 * <p>Inside, layer l is stored transposed to the layout, (in + 1) x width with one padded column
 * per output and the bias as the last row, so that the lanes of a kernel run over outputs. With A_0
 * the batch and D_l the gradient of the mean loss with respect to the preactivations of layer l:
 *
 * <pre>
 *   A_{l+1} = phi([A_l 1] W_l)          the output layer without phi
 *   D_{l-1} = (D_l W_l') * phi'         not for the inputs of the first layer
 *   G_l     = [A_l 1]' D_l              and at once the step of W_l
 * </pre>
 *
 * @param <A> storage of real numbers
 */
final class MlpTraining<A> {
  private final Kernels<A> kernels;
  private final Kernels.Elementwise<A> activation;
  private final Architecture architecture;
  private final ParameterLayout layout;
  private final int layers;
  private final int batch;
  private final int rows;

  /** Width in storage of A_l; [0] belongs to the inputs. */
  private final int[] widths;

  /** First weight of layer l in storage; [layers] is the length. */
  private final int[] starts;

  private final A weights;
  private final A velocity;
  private final A tile;

  /** All kept examples, and their targets or classes, in the order of the kept indices. */
  private final A features;

  private final A targets;
  private final int[] classes;

  private final A activationScale;
  private final A[] activations;
  private final A[] slopes;
  private final A[] deltas;
  private final A transposed;
  private final A batchTargets;
  private final int[] batchClasses;

  MlpTraining(Kernels<A> kernels, Architecture architecture, int batch, Dataset train, int[] kept) {
    this.kernels = kernels;
    this.architecture = architecture;
    this.batch = batch;
    layout = new ParameterLayout(architecture);
    layers = architecture.layers();
    rows = Kernels.paddedRows(batch);
    widths = new int[layers + 1];
    starts = new int[layers + 1];
    starts[0] = kernels.firstOfLine();
    widths[0] = Kernels.padded(architecture.inputs());
    int transposedSize = 0;
    for (int l = 0; l < layers; l++) {
      widths[l + 1] = Kernels.padded(architecture.out(l));
      starts[l + 1] = starts[l] + (architecture.in(l) + 1) * widths[l + 1];
      if (l > 0) {
        transposedSize = Math.max(transposedSize, (architecture.out(l) + 1) * widths[l]);
      }
    }
    int widest = Arrays.stream(widths).max().getAsInt();
    activation = kernels.activation(architecture.activation(), rows * widest);
    activationScale = kernels.zeros(isScaled() ? rows * widest : 0);
    for (int k = 0; isScaled() && k < rows * widest; k++) {
      kernels.set(activationScale, k, architecture.activationScale());
    }
    weights = kernels.zerosApart(starts[layers]);
    velocity = kernels.zerosApart(starts[layers]);
    tile = kernels.zeros(Kernels.ROWS * widest);
    transposed = kernels.zeros(transposedSize);
    activations = perLayer(layers + 1);
    slopes = perLayer(layers);
    deltas = perLayer(layers);
    for (int l = 0; l <= layers; l++) {
      activations[l] = kernels.zeros(rows * widths[l]);
    }
    for (int l = 0; l < layers; l++) {
      slopes[l] = kernels.zeros(rows * widths[l + 1]);
      deltas[l] = kernels.zeros(rows * widths[l + 1]);
    }
    features = gatherPadded(train.features(), train.featureCount(), kept, widths[0]);
    boolean classify = architecture.loss() == Loss.CROSS_ENTROPY;
    int outWidth = widths[layers];
    targets =
        classify
            ? kernels.zeros(0)
            : gatherPadded(train.targets(), train.targetWidth(), kept, outWidth);
    batchTargets = kernels.zeros(classify ? 0 : rows * outWidth);
    classes = new int[classify ? kept.length : 0];
    batchClasses = new int[classify ? batch : 0];
    for (int k = 0; k < classes.length; k++) {
      classes[k] = train.label(kept[k]);
    }
  }

  @SuppressWarnings("unchecked") // an array of storage, never handed out
  private A[] perLayer(int count) {
    return (A[]) new Object[count];
  }

  private A gatherPadded(double[] values, int columns, int[] kept, int width) {
    A gathered = kernels.zeros(Math.multiplyExact(kept.length, width));
    for (int k = 0; k < kept.length; k++) {
      for (int i = 0; i < columns; i++) {
        kernels.set(gathered, k * width + i, values[kept[k] * columns + i]);
      }
    }
    return gathered;
  }

  /** Takes over weights in the order of the layout. */
  void load(double[] theta) {
    for (int l = 0; l < layers; l++) {
      for (int o = 0; o < layout.rows(l); o++) {
        for (int i = 0; i < layout.columns(l); i++) {
          kernels.set(weights, starts[l] + i * widths[l + 1] + o, theta[layout.index(l, o, i)]);
        }
      }
    }
  }

  /** The weights in the order of the layout. */
  double[] theta() {
    double[] theta = new double[layout.parameterCount()];
    for (int l = 0; l < layers; l++) {
      for (int o = 0; o < layout.rows(l); o++) {
        for (int i = 0; i < layout.columns(l); i++) {
          theta[layout.index(l, o, i)] = kernels.get(weights, starts[l] + i * widths[l + 1] + o);
        }
      }
    }
    return theta;
  }

  /** Whether every weight is finite; padding does not count. */
  boolean finite() {
    for (int l = 0; l < layers; l++) {
      for (int i = 0; i <= architecture.in(l); i++) {
        if (!kernels.finite(weights, starts[l] + i * widths[l + 1], architecture.out(l))) {
          return false;
        }
      }
    }
    return true;
  }

  /** To be called once in a while, for speed alone: see {@link Kernels#settle}. */
  void settle() {
    kernels.settle(velocity, starts[0], starts[layers] - starts[0]);
  }

  /** One optimisation step on the examples order[start], ..., order[start + batch - 1]. */
  void step(int[] order, int start, TrainingRecipe recipe, double learningRate) {
    forward(order, start);
    lossGradient(order, start);
    backward(recipe, learningRate);
  }

  private boolean isScaled() {
    return architecture.activationScale() != 1;
  }

  private void forward(int[] order, int start) {
    kernels.gather(features, order, start, batch, widths[0], activations[0]);
    for (int l = 0; l < layers; l++) {
      A z = activations[l + 1];
      int width = widths[l + 1];
      kernels.product(
          activations[l], widths[l], architecture.in(l), weights, starts[l], z, width, rows);
      if (l < layers - 1) {
        activation.apply(z, slopes[l], rows * width);
        if (isScaled()) {
          kernels.multiply(z, activationScale, rows * width);
          kernels.multiply(slopes[l], activationScale, rows * width);
        }
      }
    }
  }

  private void lossGradient(int[] order, int start) {
    A z = activations[layers];
    A d = deltas[layers - 1];
    int width = widths[layers];
    if (architecture.loss() == Loss.CROSS_ENTROPY) {
      for (int r = 0; r < batch; r++) {
        batchClasses[r] = classes[order[start + r]];
      }
      kernels.softmaxGradient(z, batchClasses, batch, architecture.outputs(), width, d);
    } else {
      kernels.gather(targets, order, start, batch, width, batchTargets);
      kernels.squaredErrorGradient(z, batchTargets, batch, width, d);
    }
  }

  /** Each layer's weights are used for the layer below before they move. */
  private void backward(TrainingRecipe recipe, double learningRate) {
    for (int l = layers - 1; l >= 0; l--) {
      int in = architecture.in(l);
      int out = architecture.out(l);
      int inWidth = widths[l];
      int outWidth = widths[l + 1];
      if (l > 0) {
        kernels.transpose(weights, starts[l], in, outWidth, out, transposed, inWidth);
        kernels.product(deltas[l], outWidth, out, transposed, 0, deltas[l - 1], inWidth, rows);
        kernels.multiply(deltas[l - 1], slopes[l - 1], rows * inWidth);
      }
      kernels.descend(
          activations[l],
          inWidth,
          in,
          deltas[l],
          outWidth,
          batch,
          weights,
          velocity,
          starts[l],
          tile,
          recipe.momentum(),
          recipe.weightDecay(),
          learningRate);
    }
  }
}
