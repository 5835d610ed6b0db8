package org.curvatureladder.curvature;

import java.util.Optional;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.FloatMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * {@link MatrixFreeGaussNewton}'s product on one batch with its matrix products in float32; only
 * the output curvature and the vectors themselves stay float64. Each product is rounded to some
 * 1e-6 of its size, where the batch itself was drawn at random.
 */
final class GaussNewtonBatch32 implements OverBatches.Batch {
  private final ParameterLayout layout;
  private final OutputCurvature outputCurvature;
  private final int[] examples;
  private final FloatMatrix[] inputs;
  private final float[][] slopes;
  private final Weights weights;

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
    this.weights = weights;
    this.inputs = new FloatMatrix[layout.layers()];
    this.slopes = new float[layout.layers() - 1][];
    for (int l = 0; l < inputs.length; l++) {
      inputs[l] = FloatMatrix.of(activations.inputs(l));
      if (l < slopes.length) {
        double[] slope = activations.slope(l);
        slopes[l] = new float[slope.length];
        for (int k = 0; k < slope.length; k++) {
          slopes[l][k] = (float) slope[k];
        }
      }
    }
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
    private final FloatMatrix[] parts = new FloatMatrix[inputs.length];
    private final FloatMatrix[] tangents = new FloatMatrix[inputs.length];
    private final FloatMatrix[] rotated = new FloatMatrix[inputs.length];
    private final DenseMatrix outputs;

    Product() {
      for (int l = 0; l < inputs.length; l++) {
        parts[l] = FloatMatrix.zeros(layout.rows(l), layout.columns(l));
        tangents[l] = FloatMatrix.zeros(examples.length, layout.rows(l));
        rotated[l] =
            weights.left.isPresent()
                ? FloatMatrix.zeros(examples.length, layout.rows(l))
                : tangents[l];
      }
      outputs = DenseMatrix.zeros(1, examples.length * layout.rows(inputs.length - 1));
    }

    /** Sets, whatever beta: a batch is never one of several. */
    @Override
    public void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result) {
      int last = inputs.length - 1;
      for (int l = 0; l <= last; l++) {
        parts[l].setToElements(vectors, r, layout.offset(l));
        rotated[l].setToProduct(1, inputs[l], false, parts[l], true, 0);
        if (weights.left.isPresent()) {
          tangents[l].setToProduct(1, rotated[l], false, weights.left.get()[l], false, 0);
        }
        if (l > 0) {
          tangents[l].setToProduct(1, tangents[l - 1], false, weights.kernels[l], true, 1);
        }
        if (l < last) {
          tangents[l].scaleElements(slopes[l]);
        }
      }
      tangents[last].writeElements(outputs, 0, 0);
      outputCurvature.multiplyInPlace(examples, outputs);
      tangents[last].setToElements(outputs, 0, 0);
      for (int l = last; l >= 0; l--) {
        if (weights.left.isPresent()) {
          rotated[l].setToProduct(1, tangents[l], false, weights.left.get()[l], true, 0);
        }
        parts[l].setToProduct((float) scale, rotated[l], true, inputs[l], false, 0);
        parts[l].writeElements(result, r, layout.offset(l));
        if (l > 0) {
          tangents[l - 1].setToProduct(1, tangents[l], false, weights.kernels[l], false, 0);
          tangents[l - 1].scaleElements(slopes[l - 1]);
        }
      }
    }

    @Override
    public void close() {
      outputs.close();
      for (int l = 0; l < inputs.length; l++) {
        parts[l].close();
        tangents[l].close();
        rotated[l].close();
      }
    }
  }
}
