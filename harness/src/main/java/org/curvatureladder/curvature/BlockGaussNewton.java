package org.curvatureladder.curvature;

import java.util.List;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * The block-diagonal Gauss-Newton matrix: block l = (1/N) sum_n (B_l'B_l) (x) (a~_{l-1} a~_{l-1}'),
 * one block per layer with the bias as the last column of the weights, or one per tensor. Blocks
 * between layers are zero and never built. It is the Gauss-Newton matrix whatever the {@link
 * Fisher} estimator of the rungs below.
 */
public final class BlockGaussNewton extends ExplicitBlocks {
  /** Name of the rung. */
  public static final String NAME = "Block-GGN";

  private BlockGaussNewton(ParameterGroups groups, SymmetricMatrix[] matrices) {
    super(NAME, groups, matrices);
  }

  /** Assembles the diagonal blocks of the point's options. */
  public static BlockGaussNewton of(LadderPoint point) {
    return of(point.derivatives(), point.blocks(), KroneckerSum.SCRATCH);
  }

  /** Assembles one block per layer. */
  public static BlockGaussNewton of(LayerDerivatives derivatives) {
    return of(derivatives, LayerBlock.layers(derivatives.layout()), KroneckerSum.SCRATCH);
  }

  static BlockGaussNewton of(LayerDerivatives derivatives, List<LayerBlock> blocks, int scratch) {
    ParameterLayout layout = derivatives.layout();
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, scratch);
    DenseMatrix[] layers = LayerBlock.zeros(layout);
    assembly.forEachBatch(
        (first, count) -> {
          for (int l = 0; l < layers.length; l++) {
            int layer = l;
            assembly.add(
                layers[l],
                l,
                l,
                first,
                count,
                (n, s) -> derivatives.outputCurvature(n, layer, layer, s));
          }
        });
    return new BlockGaussNewton(
        ParameterGroups.of(layout, blocks), LayerBlock.cut(layout, blocks, layers));
  }
}
