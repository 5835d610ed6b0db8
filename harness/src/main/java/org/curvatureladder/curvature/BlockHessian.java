package org.curvatureladder.curvature;

import java.util.List;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * The diagonal blocks of the exact Hessian, one per layer or tensor: block l = (1/N) sum_n K_ll (x)
 * (a~_{l-1} a~_{l-1}') with the backpropagated K_ll of {@link Hessian}. Blocks between layers are
 * never built. Indefinite like H, and solved like it.
 */
public final class BlockHessian extends IndefiniteBlocks {
  /** Name of the rung. */
  public static final String NAME = "Block-H";

  private BlockHessian(
      ParameterGroups groups, NegativeEigenvalues negative, SymmetricMatrix[] matrices) {
    super(NAME, groups, negative, matrices);
  }

  /** Assembles the diagonal blocks of the point's options. */
  public static BlockHessian of(LadderPoint point) {
    LayerDerivatives derivatives = point.derivatives();
    ParameterLayout layout = derivatives.layout();
    List<LayerBlock> blocks = point.blocks();
    DenseMatrix[] layers = LayerBlock.zeros(layout);
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, KroneckerSum.SCRATCH);
    assembly.forEachBatch(
        (first, count) -> {
          PreactivationCurvature curvature = new PreactivationCurvature(derivatives, first, count);
          double[][] k = null;
          for (int l = layers.length - 1; l >= 0; l--) {
            double[][] diagonal = curvature.diagonal(l, k);
            assembly.add(
                layers[l],
                l,
                l,
                first,
                count,
                (n, row) -> System.arraycopy(diagonal[n - first], 0, row, 0, row.length));
            k = diagonal;
          }
        });
    return new BlockHessian(
        ParameterGroups.of(layout, blocks),
        point.options().negativeEigenvalues(),
        LayerBlock.cut(layout, blocks, layers));
  }
}
