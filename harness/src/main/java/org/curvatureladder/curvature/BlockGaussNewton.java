package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * The block-diagonal Gauss-Newton matrix: block l = (1/N) sum_n (B_l'B_l) (x) (a~_{l-1} a~_{l-1}'),
 * one block per layer with the bias as the last column of the weights. Blocks between layers are
 * zero and never built.
 */
public final class BlockGaussNewton extends ExplicitBlocks {
  /** Name of the rung. */
  public static final String NAME = "Block-GGN";

  private BlockGaussNewton(SymmetricMatrix[] blocks) {
    super(NAME, blocks);
  }

  /** Assembles the L diagonal blocks. */
  public static BlockGaussNewton of(LayerDerivatives derivatives) {
    return of(derivatives, KroneckerSum.SCRATCH);
  }

  static BlockGaussNewton of(LayerDerivatives derivatives, int scratch) {
    ParameterLayout layout = derivatives.layout();
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, scratch);
    SymmetricMatrix[] blocks = new SymmetricMatrix[layout.layers()];
    for (int l = 0; l < blocks.length; l++) {
      int layer = l;
      DenseMatrix block = DenseMatrix.zeros(layout.size(l), layout.size(l));
      assembly.forEachBatch(
          (first, count) ->
              assembly.add(
                  block,
                  layer,
                  layer,
                  first,
                  count,
                  (n, s) -> derivatives.outputCurvature(n, layer, layer, s)));
      blocks[l] = SymmetricMatrix.mirroringUpper(block);
    }
    return new BlockGaussNewton(blocks);
  }
}
