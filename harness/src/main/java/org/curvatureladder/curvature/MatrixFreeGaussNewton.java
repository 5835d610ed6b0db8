package org.curvatureladder.curvature;

import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.ParameterLayout;

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
 */
public final class MatrixFreeGaussNewton implements MatrixFreeCurvature {
  private final Linearisation linearisation;
  private final OutputCurvature outputCurvature;
  private final KroneckerCoordinates coordinates;
  private final DenseMatrix[] inputs;
  private final int chunk;

  /**
   * The Gauss-Newton matrix of a network on its data.
   *
   * @param linearisation not closed here
   */
  public MatrixFreeGaussNewton(Linearisation linearisation) {
    this(linearisation, OverBatches.CHUNK);
  }

  MatrixFreeGaussNewton(Linearisation linearisation, int chunk) {
    this(linearisation, new OutputCurvature(linearisation), null, chunk);
  }

  private MatrixFreeGaussNewton(
      Linearisation linearisation,
      OutputCurvature outputCurvature,
      KroneckerCoordinates coordinates,
      int chunk) {
    this.linearisation = linearisation;
    this.outputCurvature = outputCurvature;
    this.coordinates = coordinates;
    this.chunk = chunk;
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
    return OverBatches.one(dimension(), examples.length, new Batch(examples.clone()));
  }

  @Override
  public MatrixFreeCurvature in(KroneckerCoordinates target) {
    return coordinates == null && target.matches(linearisation.layout())
        ? new MatrixFreeGaussNewton(linearisation, outputCurvature, target, chunk)
        : new RotatedCurvature(this, target);
  }

  /** Frees the rotated inputs. */
  @Override
  public void close() {
    for (DenseMatrix input : inputs) {
      input.close();
    }
  }

  /** Rows a~, or Q_A a~ in Kronecker coordinates. */
  private DenseMatrix inputs(DenseMatrix rows, int layer) {
    return coordinates == null
        ? rows.view()
        : rows.timesTransposed(coordinates.basis(layer).right().vectors());
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
            coordinates == null
                ? tangents[l].view()
                : DenseMatrix.zeros(batch.size(), layout.rows(l));
      }
    }

    @Override
    public void add(DenseMatrix vectors, int r, double scale, double beta, DenseMatrix result) {
      int last = layout.layers() - 1;
      for (int l = 0; l <= last; l++) {
        rotated[l].setToProduct(1, batch.inputs(l), false, part(vectors, r, l), true, 0);
        if (coordinates != null) {
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
        if (coordinates != null) {
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
      return coordinates.basis(l).left().vectors();
    }

    private DenseMatrix part(DenseMatrix rows, int r, int l) {
      return rows.unflattened(r, layout.offset(l), layout.rows(l), layout.columns(l));
    }
  }
}
