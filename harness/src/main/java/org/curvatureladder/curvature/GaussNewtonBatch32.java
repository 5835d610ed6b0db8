package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.Optional;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.FloatMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * {@link MatrixFreeGaussNewton}'s product on one batch in float32; only the output curvature and
 * the vectors themselves stay float64. Each product is rounded to some 1e-6 of its size, where the
 * batch itself was drawn at random.
 *
 * <p>What the vectors share is made once per batch: D_l, the derivatives of every output in the
 * preactivations of layer l, rotated by Q_S in Kronecker coordinates. A vector then meets the
 * inputs alone,
 *
 * <pre>
 *   s_nc = sum_l D_l[n, c]' V_l a~_{n,l-1},   s_n = Lambda_n s_n
 *   (G_B v)_l = 1/B sum_n (sum_c s_nc D_l[n, c]) (x) a~_{n,l-1}
 * </pre>
 *
 * which is J v and J'(Lambda J v), without the products with W_l and Q_S that carry a tangent from
 * layer to layer: half of the work of 512-256-128, two thirds of that of 128-128-128.
 */
final class GaussNewtonBatch32 implements OverBatches.Batch {
  private final ParameterLayout layout;
  private final OutputCurvature outputCurvature;
  private final int[] examples;
  private final int classes;
  private final FloatMatrix[] inputs;

  /** D_l: element (n, c, o) at (o C + c) B + n, so that inner loops run over examples. */
  private final float[][] derivatives;

  /** What all batches share: W_l without the bias, and Q_S in Kronecker coordinates. */
  static final class Weights implements AutoCloseable {
    private final FloatMatrix[] kernels;
    private final Optional<FloatMatrix[]> left;

    Weights(Linearisation linearisation, Optional<KroneckerCoordinates> coordinates) {
      int layers = linearisation.layout().layers();
      this.kernels = new FloatMatrix[layers];
      this.left = coordinates.map(c -> new FloatMatrix[layers]);
      for (int l = 0; l < layers; l++) {
        kernels[l] = FloatMatrix.of(linearisation.kernel(l));
        if (coordinates.isPresent()) {
          left.get()[l] = FloatMatrix.of(coordinates.get().basis(l).left().vectors());
        }
      }
    }

    @Override
    public void close() {
      for (int l = 0; l < kernels.length; l++) {
        kernels[l].close();
        if (left.isPresent()) {
          left.get()[l].close();
        }
      }
    }
  }

  /** Rounds a batch. */
  GaussNewtonBatch32(
      ParameterLayout layout,
      OutputCurvature outputCurvature,
      BatchActivations activations,
      Weights weights) {
    this.layout = layout;
    this.outputCurvature = outputCurvature;
    this.examples = activations.examples();
    this.classes = layout.rows(layout.layers() - 1);
    this.inputs = new FloatMatrix[layout.layers()];
    this.derivatives = new float[inputs.length][];
    for (int l = 0; l < inputs.length; l++) {
      inputs[l] = FloatMatrix.of(activations.inputs(l));
      derivatives[l] = new float[layout.rows(l) * classes * examples.length];
    }
    for (int c = 0; c < classes; c++) {
      differentiate(c, activations, weights);
    }
  }

  /** Backpropagates output c of every example and keeps what it meets at every layer. */
  private void differentiate(int c, BatchActivations activations, Weights weights) {
    int size = examples.length;
    int last = inputs.length - 1;
    float[] unit = new float[classes * size];
    Arrays.fill(unit, c * size, (c + 1) * size, 1);
    FloatMatrix delta = FloatMatrix.zeros(classes, size);
    delta.set(unit);
    for (int l = last; l >= 0; l--) {
      keep(c, l, delta, weights);
      if (l > 0) {
        FloatMatrix before = FloatMatrix.zeros(layout.rows(l - 1), size);
        before.setToProduct(1, weights.kernels[l], true, delta, false, 0);
        before.scaleElements(transposed(activations.slope(l - 1), size));
        delta.close();
        delta = before;
      }
    }
    delta.close();
  }

  /** The rows of delta, out x B, rotated. */
  private void keep(int c, int l, FloatMatrix delta, Weights weights) {
    int size = examples.length;
    int out = layout.rows(l);
    float[] values = new float[out * size];
    if (weights.left.isPresent()) {
      try (FloatMatrix rotated = FloatMatrix.zeros(out, size)) {
        rotated.setToProduct(1, weights.left.get()[l], false, delta, false, 0);
        rotated.get(values);
      }
    } else {
      delta.get(values);
    }
    for (int o = 0; o < out; o++) {
      System.arraycopy(values, o * size, derivatives[l], (o * classes + c) * size, size);
    }
  }

  /** B x width to width x B, rounded. */
  private static float[] transposed(double[] rows, int size) {
    int width = rows.length / size;
    float[] result = new float[rows.length];
    for (int n = 0; n < size; n++) {
      for (int o = 0; o < width; o++) {
        result[o * size + n] = (float) rows[n * width + o];
      }
    }
    return result;
  }

  @Override
  public OverBatches.Product product() {
    return new Product();
  }

  @Override
  public void close() {
    for (FloatMatrix input : inputs) {
      input.close();
    }
  }

  private final class Product implements OverBatches.Product {
    private final int size = examples.length;
    private final FloatMatrix[] parts = new FloatMatrix[inputs.length];

    /** V_l a~ of every example, and then sum_c s_c D_l[c]: out x B. */
    private final FloatMatrix[] tangents = new FloatMatrix[inputs.length];

    private final float[][] values = new float[inputs.length][];
    private final float[] outputs = new float[classes * size];
    private final DenseMatrix scaled = DenseMatrix.zeros(1, classes * size);

    Product() {
      for (int l = 0; l < inputs.length; l++) {
        parts[l] = FloatMatrix.zeros(layout.rows(l), layout.columns(l));
        tangents[l] = FloatMatrix.zeros(layout.rows(l), size);
        values[l] = new float[layout.rows(l) * size];
      }
    }

    /** Sets, whatever beta: a batch is never one of several. */
    @Override
    public void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result) {
      Arrays.fill(outputs, 0);
      for (int l = 0; l < inputs.length; l++) {
        parts[l].setToElements(vectors, r, layout.offset(l));
        tangents[l].setToProduct(1, parts[l], false, inputs[l], true, 0);
        tangents[l].get(values[l]);
        for (int o = 0; o < layout.rows(l); o++) {
          for (int c = 0; c < classes; c++) {
            addProducts(
                values[l], o * size, derivatives[l], (o * classes + c) * size, outputs, c * size);
          }
        }
      }
      multiplyByOutputCurvature();
      for (int l = 0; l < inputs.length; l++) {
        Arrays.fill(values[l], 0);
        for (int o = 0; o < layout.rows(l); o++) {
          for (int c = 0; c < classes; c++) {
            addProducts(
                outputs, c * size, derivatives[l], (o * classes + c) * size, values[l], o * size);
          }
        }
        tangents[l].set(values[l]);
        parts[l].setToProduct((float) scale, tangents[l], false, inputs[l], false, 0);
        parts[l].writeElements(result, r, layout.offset(l));
      }
    }

    /** Adds a b for the batch's examples, from the given places on. */
    private void addProducts(float[] a, int at, float[] b, int bt, float[] sum, int st) {
      for (int n = 0; n < size; n++) {
        sum[st + n] += a[at + n] * b[bt + n];
      }
    }

    private void multiplyByOutputCurvature() {
      double[] rows = new double[outputs.length];
      for (int n = 0; n < size; n++) {
        for (int c = 0; c < classes; c++) {
          rows[n * classes + c] = outputs[c * size + n];
        }
      }
      scaled.writeRow(0, rows, 0);
      outputCurvature.multiplyInPlace(examples, scaled);
      scaled.readRow(0, rows);
      for (int n = 0; n < size; n++) {
        for (int c = 0; c < classes; c++) {
          outputs[c * size + n] = (float) rows[n * classes + c];
        }
      }
    }

    @Override
    public void close() {
      scaled.close();
      for (int l = 0; l < inputs.length; l++) {
        parts[l].close();
        tangents[l].close();
      }
    }
  }
}
