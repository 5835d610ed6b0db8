package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;

/**
 * Which step of a ladder A_0, A_1, .., A_K makes how much of the squared error between its ends:
 *
 * <pre>
 * ||A_0 - A_K||^2 = sum_k ||A_{k-1} - A_k||^2 + cross,   share_k = ||A_{k-1} - A_k||^2 / ||A_0 - A_K||^2
 * </pre>
 *
 * with the cross term 2 sum_{k < l} of the inner products of the steps. The shares and {@link
 * #crossShare} add up to 1. All four distances of a sum are measured on their own, so the cross
 * term is at the same time the CHECK of the steps that are orthogonal:
 *
 * <ul>
 *   <li>Block-GGN, EK-FAC, K-FAC: cross = 0. In each block's Kronecker eigenbasis Block-GGN -
 *       EK-FAC has a zero diagonal (EK-FAC's eigenvalues ARE the block's diagonal there), and
 *       EK-FAC - K-FAC is diagonal. This needs the shared basis and the same Fisher estimator in
 *       all three.
 *   <li>GGN, Block-GGN, EK-FAC, K-FAC: cross = 0. GGN - Block-GGN is zero inside the blocks and so
 *       orthogonal to every block-diagonal matrix.
 *   <li>H, GGN, ..: NOT orthogonal. The cross term is 2 tr (H - GGN)(GGN - K-FAC), it may have
 *       either sign, and the shares may add up to more than 1.
 * </ul>
 *
 * <p>Source: George et al. 2018 (arXiv 1806.03884), section 3.2, for EK-FAC as the projection.
 *
 * @param steps from the top down
 * @param total ||A_0 - A_K||^2, measured directly
 * @param cross total minus the sum over the steps; zero up to rounding (about 1e-15 of the total
 *     and 1e-16 of ||A_0||^2) exactly where the steps are orthogonal
 */
public record SquaredErrorShares(List<Step> steps, double total, double cross) {

  /**
   * One step.
   *
   * @param from upper rung
   * @param to lower rung
   * @param squared ||from - to||_F^2
   * @param share of the total; NaN if the total is 0
   */
  public record Step(String from, String to, double squared, double share) {}

  /** Copies the steps. */
  public SquaredErrorShares {
    steps = List.copyOf(steps);
  }

  /**
   * Measures a ladder. One dense block of two rungs at a time is in memory beside the rungs.
   *
   * @param ladder at least two rungs, from the top down
   * @throws IllegalArgumentException if there are fewer
   */
  public static SquaredErrorShares of(List<? extends Curvature> ladder) {
    if (ladder.size() < 2) {
      throw new IllegalArgumentException("steps need two rungs, got " + ladder.size());
    }
    double total = squared(ladder.get(0), ladder.get(ladder.size() - 1));
    List<Step> steps = new ArrayList<>();
    double sum = 0;
    for (int k = 1; k < ladder.size(); k++) {
      Curvature from = ladder.get(k - 1);
      Curvature to = ladder.get(k);
      double squared = ladder.size() == 2 ? total : squared(from, to);
      sum += squared;
      steps.add(new Step(from.name(), to.name(), squared, squared / total));
    }
    return new SquaredErrorShares(steps, total, total - sum);
  }

  /**
   * The cross term's part of the total: the Pythagoras check where the steps are orthogonal, to be
   * printed beside the shares; NaN if the total is 0.
   */
  public double crossShare() {
    return cross / total;
  }

  private static double squared(Curvature a, Curvature b) {
    double distance = ApproximationError.distance(a, b);
    return distance * distance;
  }
}
