package org.curvatureladder.curvature;

import org.curvatureladder.data.InvalidInputException;

/**
 * The choices behind the names of the rungs, which papers tend to leave implicit. They change the
 * rungs that have the choice and no other: the GGN is the GGN under all of them.
 *
 * @param fisher the Fisher estimator of EK-FAC, K-FAC, KFOC, BK-FAC's eigenvalues and the diagonal
 * @param bias whether a Kronecker-factored block holds the bias with the weight
 * @param blocks what Block-H, Block-GGN and BK-FAC take for a block
 * @param negativeEigenvalues what solves with H and Block-H do with them
 */
public record LadderOptions(
    Fisher fisher, Bias bias, Blocks blocks, NegativeEigenvalues negativeEigenvalues) {

  /** Where the bias stands in Kronecker-factored rungs. */
  public enum Bias {
    /** S (x) A with A over [a; 1]: one factored block per layer. */
    JOINT,
    /** S (x) A_w for the weight with A_w over a alone, and S (x) 1 for the bias. */
    SEPARATE
  }

  /** What a block of the block-diagonal rungs is. */
  public enum Blocks {
    /** A layer, [W | b]. */
    LAYER,
    /** A tensor: W and b of one layer are two blocks. */
    TENSOR
  }

  /**
   * Checks that every factored block lies within a block.
   *
   * @throws InvalidInputException for blocks of tensors with a joint bias: setting the coupling of
   *     weight and bias to zero in S (x) A gives the separate factors
   */
  public LadderOptions {
    if (blocks == Blocks.TENSOR && bias == Bias.JOINT) {
      throw new InvalidInputException(
          "blocks tensor with bias joint: a joint factor couples the two tensors; expected bias separate");
    }
  }

  /** The default: exact Fisher, joint bias, a block per layer, |H|. */
  public static LadderOptions paperControlled() {
    return new LadderOptions(
        new Fisher.Exact(), Bias.JOINT, Blocks.LAYER, NegativeEigenvalues.ABSOLUTE);
  }

  /**
   * As the code of "Better Hessians Matter" (arXiv 2509.23437) has it: one Monte-Carlo sample per
   * example, the bias apart from the weight, a block per tensor, H's eigenvalues as they stand.
   *
   * @param seed of the Monte-Carlo sample
   */
  public static LadderOptions paperAsPublished(long seed) {
    return new LadderOptions(
        new Fisher.MonteCarlo(1, seed), Bias.SEPARATE, Blocks.TENSOR, NegativeEigenvalues.KEEP);
  }

  /** These options with another estimator. */
  public LadderOptions with(Fisher other) {
    return new LadderOptions(other, bias, blocks, negativeEigenvalues);
  }

  /** These options with another place for the bias. */
  public LadderOptions with(Bias other) {
    return new LadderOptions(fisher, other, blocks, negativeEigenvalues);
  }

  /** These options with other blocks. */
  public LadderOptions with(Blocks other) {
    return new LadderOptions(fisher, bias, other, negativeEigenvalues);
  }

  /** These options with another treatment of negative eigenvalues. */
  public LadderOptions with(NegativeEigenvalues other) {
    return new LadderOptions(fisher, bias, blocks, other);
  }
}
