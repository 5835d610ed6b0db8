package org.curvatureladder.curvature;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.LossFunction;
import org.curvatureladder.net.ParameterLayout;

/**
 * Products with the exact Hessian of the mean loss of a batch by the R-operator (Pearlmutter 1994,
 * section 4.1), as matrix products over the batch. With V_l the layer's part of v and u_l =
 * W_{l+1}' delta_{l+1}:
 *
 * <pre>
 *   R{z_l}     = V_l a~_{l-1} + W_l R{a_{l-1}},            R{a_l} = phi'(z_l) R{z_l}
 *   R{delta_L} = Lambda R{z_L}
 *   R{u_l}     = V_{l+1}' delta_{l+1} + W_{l+1}' R{delta_{l+1}}
 *   R{delta_l} = phi'(z_l) R{u_l} + phi''(z_l) u_l R{z_l}
 *   (H v)_l    = 1/B sum_n R{delta_l} (x) a~_{l-1} + delta_l (x) R{a~_{l-1}}
 * </pre>
 */
public final class MatrixFreeHessian implements MatrixFreeCurvature {
  private final Linearisation linearisation;
  private final OutputCurvature outputCurvature;
  private final DenseMatrix[] inputs;
  private final DenseMatrix[] deltas;
  private final double[][] bends;
  private final int chunk;

  /**
   * The Hessian of a network on its data.
   *
   * @param linearisation not closed here
   */
  public MatrixFreeHessian(Linearisation linearisation) {
    this(linearisation, OverBatches.CHUNK);
  }

  MatrixFreeHessian(Linearisation linearisation, int chunk) {
    this.linearisation = linearisation;
    this.outputCurvature = new OutputCurvature(linearisation);
    this.chunk = chunk;
    int layers = linearisation.layout().layers();
    this.inputs = new DenseMatrix[layers];
    for (int l = 0; l < layers; l++) {
      inputs[l] = linearisation.inputs(l);
    }
    this.deltas = linearisation.backpropagate(outputGradient(linearisation));
    this.bends = new double[layers - 1][];
    Architecture phi = linearisation.network().architecture();
    for (int l = 0; l < layers - 1; l++) {
      bends[l] = bendTimesGradient(phi, l);
    }
  }

  @Override
  public String name() {
    return Hessian.NAME;
  }

  @Override
  public int dimension() {
    return linearisation.layout().parameterCount();
  }

  @Override
  public int count() {
    return linearisation.count();
  }

  @Override
  public SymmetricOperator full() {
    return OverBatches.all(dimension(), count(), chunk, Batch::new);
  }

  @Override
  public SymmetricOperator on(int[] examples) {
    return OverBatches.one(dimension(), examples.length, new Batch(examples.clone()));
  }

  /** Frees the deltas. */
  @Override
  public void close() {
    for (DenseMatrix delta : deltas) {
      delta.close();
    }
  }

  private static double[] outputGradient(Linearisation linearisation) {
    Dataset data = linearisation.data();
    int classes = linearisation.network().architecture().outputs();
    LossFunction loss = LossFunction.of(linearisation.network().architecture().loss());
    double[] z = linearisation.outputs();
    double[] gradient = new double[z.length];
    for (int n = 0; n < data.count(); n++) {
      loss.gradient(z, n * classes, classes, data.targets(), n * data.targetWidth(), gradient);
    }
    return gradient;
  }

  /** phi''(z_l) u_l: N x rows(l). */
  private double[] bendTimesGradient(Architecture phi, int l) {
    double[] z = linearisation.preactivations(l);
    try (DenseMatrix u = deltas[l + 1].times(linearisation.kernel(l + 1))) {
      double[] result = u.toArray();
      for (int k = 0; k < result.length; k++) {
        result[k] *= phi.bend(z[k]);
      }
      return result;
    }
  }

  private final class Batch implements OverBatches.Batch {
    private final BatchActivations activations;
    private final DenseMatrix[] delta = new DenseMatrix[deltas.length];
    private final double[][] bend = new double[bends.length][];

    Batch(int[] examples) {
      this.activations = new BatchActivations(linearisation, inputs, examples);
      for (int l = 0; l < delta.length; l++) {
        delta[l] = BatchActivations.gather(deltas[l], examples);
        if (l < bend.length) {
          bend[l] = BatchActivations.gather(bends[l], linearisation.layout().rows(l), examples);
        }
      }
    }

    @Override
    public OverBatches.Product product() {
      return new Product(this);
    }

    @Override
    public void close() {
      activations.close();
      for (DenseMatrix matrix : delta) {
        matrix.close();
      }
    }
  }

  private final class Product implements OverBatches.Product {
    private final ParameterLayout layout = linearisation.layout();
    private final BatchActivations batch;
    private final DenseMatrix[] delta;
    private final double[][] bend;
    private final DenseMatrix[] tangents;
    private final DenseMatrix[] deltaTangents;

    Product(Batch batch) {
      this.batch = batch.activations;
      this.delta = batch.delta;
      this.bend = batch.bend;
      this.tangents = new DenseMatrix[delta.length];
      this.deltaTangents = new DenseMatrix[delta.length];
      for (int l = 0; l < delta.length; l++) {
        tangents[l] = DenseMatrix.zeros(this.batch.size(), layout.rows(l));
        deltaTangents[l] = DenseMatrix.zeros(this.batch.size(), layout.rows(l));
      }
    }

    @Override
    public void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result) {
      int last = layout.layers() - 1;
      for (int l = 0; l <= last; l++) {
        tangents[l].setToProduct(1, batch.inputs(l), false, part(vectors, r, l), true, 0);
        if (l > 0) {
          tangents[l].setToProduct(1, tangents[l - 1], false, linearisation.kernel(l), true, 1);
        }
        if (l < last) {
          // R{delta_l} starts as its second term, which needs R{z_l}; then R{z_l} becomes R{a_l}.
          deltaTangents[l].setTo(tangents[l]);
          deltaTangents[l].scaleElements(bend[l]);
          tangents[l].scaleElements(batch.slope(l));
        }
      }
      deltaTangents[last].setTo(tangents[last]);
      outputCurvature.multiplyInPlace(batch.examples(), deltaTangents[last]);
      for (int l = last; l >= 0; l--) {
        DenseMatrix part = part(result, r, l);
        part.setToProduct(scale, deltaTangents[l], true, batch.inputs(l), false, beta);
        if (l > 0) {
          int width = layout.rows(l - 1);
          part.view(0, 0, layout.rows(l), width)
              .setToProduct(scale, delta[l], true, tangents[l - 1], false, 1);
          DenseMatrix kernelPart = part(vectors, r, l).view(0, 0, layout.rows(l), width);
          // R{a_{l-1}} is used up: its memory takes R{u_{l-1}}.
          tangents[l - 1].setToProduct(1, delta[l], false, kernelPart, false, 0);
          tangents[l - 1].setToProduct(
              1, deltaTangents[l], false, linearisation.kernel(l), false, 1);
          tangents[l - 1].scaleElements(batch.slope(l - 1));
          deltaTangents[l - 1].add(1, tangents[l - 1]);
        }
      }
    }

    @Override
    public void close() {
      for (int l = 0; l < tangents.length; l++) {
        tangents[l].close();
        deltaTangents[l].close();
      }
    }

    private DenseMatrix part(DenseMatrix rows, int r, int l) {
      return rows.unflattened(r, layout.offset(l), layout.rows(l), layout.columns(l));
    }
  }
}
