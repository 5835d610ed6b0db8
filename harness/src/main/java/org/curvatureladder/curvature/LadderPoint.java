package org.curvatureladder.curvature;

import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.ParameterLayout;

/**
 * A trained network on its training data, where the ladder is built: the options that all rungs
 * obey and what they share, computed once. Close it after the last rung made from it.
 */
public final class LadderPoint implements AutoCloseable {
  private final LadderOptions options;
  private final LayerDerivatives derivatives;
  private final List<LayerBlock> blocks;
  private final List<LayerBlock> kroneckerBlocks;
  private final KroneckerBasis[] bases;

  /** The network at theta, with the curvature of the mean loss over {@code train}. */
  public LadderPoint(Mlp network, double[] theta, Dataset train) {
    this(network, theta, train, LadderOptions.paperControlled());
  }

  /** The network at theta, with the curvature of the mean loss over {@code train}. */
  public LadderPoint(Mlp network, double[] theta, Dataset train, LadderOptions options) {
    this.options = options;
    this.derivatives = new LayerDerivatives(network, theta, train, options.fisher());
    ParameterLayout layout = network.layout();
    this.blocks =
        switch (options.blocks()) {
          case LAYER -> LayerBlock.layers(layout);
          case TENSOR -> LayerBlock.tensors(layout);
        };
    this.kroneckerBlocks =
        switch (options.bias()) {
          case JOINT -> LayerBlock.layers(layout);
          case SEPARATE -> LayerBlock.tensors(layout);
        };
    this.bases = kroneckerBlocks.stream().map(this::basis).toArray(KroneckerBasis[]::new);
  }

  private KroneckerBasis basis(LayerBlock block) {
    try (SymmetricMatrix s = derivatives.outputSecondMoment(block.layer());
        SymmetricMatrix a = derivatives.inputSecondMoment(block)) {
      return new KroneckerBasis(s, a);
    }
  }

  /** The choices behind the rungs. */
  public LadderOptions options() {
    return options;
  }

  /** Per-example derivatives of every layer. */
  public LayerDerivatives derivatives() {
    return derivatives;
  }

  /** What the block-diagonal rungs couple: layers or tensors. */
  public List<LayerBlock> blocks() {
    return blocks;
  }

  /** Their parameters. */
  public ParameterGroups groups() {
    return ParameterGroups.of(derivatives.layout(), blocks);
  }

  /** What has a Kronecker factor pair; each lies within one of {@link #blocks}. */
  public List<LayerBlock> kroneckerBlocks() {
    return kroneckerBlocks;
  }

  /** Their parameters. */
  public ParameterGroups kroneckerGroups() {
    return ParameterGroups.of(derivatives.layout(), kroneckerBlocks);
  }

  /** The eigenbases of S_b and A_b, one per Kronecker block. */
  public KroneckerBasis[] bases() {
    return bases.clone();
  }

  /** Frees the eigenbases; EK-FAC and K-FAC of this point cannot be used afterwards. */
  @Override
  public void close() {
    for (KroneckerBasis basis : bases) {
      basis.close();
    }
  }
}
