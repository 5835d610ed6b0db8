package org.curvatureladder.curvature;

import java.util.Optional;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.ParameterLayout;
import org.curvatureladder.training.Precision;

/**
 * Products with the generalised Gauss-Newton matrix of a batch, G_B v = (1/B) sum_n J_n' Lambda_n
 * J_n v (Schraudolph 2002, section 2), some 4 B P flops per vector by matrix products over the
 * batch. With V_l the layer's part of v:
 *
 * <pre>
 *   R{z_l}      = V_l a~_{l-1} + W_l R{a_{l-1}},   R{a_l} = phi'(z_l) R{z_l}
 *   delta_L     = Lambda R{z_L},                   delta_{l-1} = phi'(z_{l-1}) W_l' delta_l
 *   (G_B v)_l   = 1/B sum_n delta_l (x) a~_{l-1}
 * </pre>
 *
 * <p>In Kronecker coordinates V_l = Q_S' X_l Q_A, so X_l meets the rotated inputs Q_A a~_{l-1},
 * which do not depend on v and are made once, and only R{z_l} and delta_l of the batch are rotated
 * by Q_S: for batches smaller than a layer that costs far less than rotating the vectors.
 *
 * <p>Batches can be multiplied in float32, at about twice the speed.
 */
public final class MatrixFreeGaussNewton implements MatrixFreeCurvature {
  private final Linearisation linearisation;
  private final OutputCurvature outputCurvature;
  private final Optional<KroneckerCoordinates> coordinates;
  private final DenseMatrix[] inputs;
  private final int chunk;
  private final Optional<GaussNewtonBatch32.Weights> weights32;

  /**
   * All in float64.
   *
   * @param linearisation not closed here
   */
  public MatrixFreeGaussNewton(Linearisation linearisation) {
    this(linearisation, Precision.FLOAT64);
  }

  /**
   * The Gauss-Newton matrix of a network on its data.
   *
   * @param linearisation not closed here
   * @param batchPrecision of products with a batch; those with all examples are float64 always
   */
  public MatrixFreeGaussNewton(Linearisation linearisation, Precision batchPrecision) {
    this(linearisation, batchPrecision, OverBatches.CHUNK);
  }

  MatrixFreeGaussNewton(Linearisation linearisation, Precision batchPrecision, int chunk) {
    this(
        linearisation, new OutputCurvature(linearisation), Optional.empty(), batchPrecision, chunk);
  }

  private MatrixFreeGaussNewton(
      Linearisation linearisation,
      OutputCurvature outputCurvature,
      Optional<KroneckerCoordinates> coordinates,
      Precision batchPrecision,
      int chunk) {
    this.linearisation = linearisation;
    this.outputCurvature = outputCurvature;
    this.coordinates = coordinates;
    this.chunk = chunk;
    this.weights32 =
        batchPrecision == Precision.FLOAT32
            ? Optional.of(new GaussNewtonBatch32.Weights(linearisation, coordinates))
            : Optional.empty();
    this.inputs =
        IntStream.range(0, linearisation.layout().layers())
            .mapToObj(l -> inputs(linearisation.inputs(l), l))
            .toArray(DenseMatrix[]::new);
  }

  @Override
  public String name() {
    return GaussNewton.NAME;
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
    OverBatches.Batch batch = weights32.isEmpty() ? new Batch(examples.clone()) : rounded(examples);
    return OverBatches.one(dimension(), examples.length, batch);
  }

  private OverBatches.Batch rounded(int[] examples) {
    try (BatchActivations activations =
        new BatchActivations(linearisation, inputs, examples.clone())) {
      return new GaussNewtonBatch32(
          linearisation.layout(), outputCurvature, activations, weights32.get());
    }
  }

  @Override
  public MatrixFreeCurvature in(KroneckerCoordinates target) {
    return coordinates.isEmpty() && target.matches(linearisation.layout())
        ? new MatrixFreeGaussNewton(
            linearisation,
            outputCurvature,
            Optional.of(target),
            weights32.isEmpty() ? Precision.FLOAT64 : Precision.FLOAT32,
            chunk)
        : new RotatedCurvature(this, target);
  }

  /** Frees the rotated inputs and rounded weights. */
  @Override
  public void close() {
    weights32.ifPresent(GaussNewtonBatch32.Weights::close);
    for (DenseMatrix input : inputs) {
      input.close();
    }
  }

  /** Rows a~, or Q_A a~ in Kronecker coordinates. */
  private DenseMatrix inputs(DenseMatrix rows, int layer) {
    return coordinates
        .map(c -> rows.timesTransposed(c.basis(layer).right().vectors()))
        .orElseGet(rows::view);
  }

  private final class Batch implements OverBatches.Batch {
    private final BatchActivations activations;

    Batch(int[] examples) {
      this.activations = new BatchActivations(linearisation, inputs, examples);
    }

    @Override
    public OverBatches.Product product() {
      return new Product(activations);
    }

    @Override
    public void close() {
      activations.close();
    }
  }

  private final class Product implements OverBatches.Product {
    private final ParameterLayout layout = linearisation.layout();
    private final BatchActivations batch;
    private final DenseMatrix[] tangents;
    private final DenseMatrix[] rotated;

    Product(BatchActivations batch) {
      this.batch = batch;
      this.tangents = new DenseMatrix[inputs.length];
      this.rotated = new DenseMatrix[inputs.length];
      for (int l = 0; l < tangents.length; l++) {
        tangents[l] = DenseMatrix.zeros(batch.size(), layout.rows(l));
        rotated[l] =
            coordinates.isEmpty()
                ? tangents[l].view()
                : DenseMatrix.zeros(batch.size(), layout.rows(l));
      }
    }

    @Override
    public void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result) {
      int last = layout.layers() - 1;
      for (int l = 0; l <= last; l++) {
        rotated[l].setToProduct(1, batch.inputs(l), false, part(vectors, r, l), true, 0);
        if (coordinates.isPresent()) {
          tangents[l].setToProduct(1, rotated[l], false, left(l), false, 0);
        }
        if (l > 0) {
          tangents[l].setToProduct(1, tangents[l - 1], false, linearisation.kernel(l), true, 1);
        }
        if (l < last) {
          tangents[l].scaleElements(batch.slope(l));
        }
      }
      outputCurvature.multiplyInPlace(batch.examples(), tangents[last]);
      for (int l = last; l >= 0; l--) {
        // From here on the tangents' memory holds delta_l.
        if (coordinates.isPresent()) {
          rotated[l].setToProduct(1, tangents[l], false, left(l), true, 0);
        }
        part(result, r, l).setToProduct(scale, rotated[l], true, batch.inputs(l), false, beta);
        if (l > 0) {
          tangents[l - 1].setToProduct(1, tangents[l], false, linearisation.kernel(l), false, 0);
          tangents[l - 1].scaleElements(batch.slope(l - 1));
        }
      }
    }

    @Override
    public void close() {
      for (int l = 0; l < tangents.length; l++) {
        rotated[l].close();
        tangents[l].close();
      }
    }

    /** Q_S of layer l. */
    private DenseMatrix left(int l) {
      return coordinates.get().basis(l).left().vectors();
    }

    private DenseMatrix part(DenseMatrix rows, int r, int l) {
      return rows.unflattened(r, layout.offset(l), layout.rows(l), layout.columns(l));
    }
  }
}
