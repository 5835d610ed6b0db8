package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * Matrix errors of the ladder in Frobenius norm. Block-diagonal rungs are compared block by block,
 * so beside the rungs themselves at most two blocks are dense at a time.
 */
public final class ApproximationError {
  private ApproximationError() {}

  /**
   * One step down the ladder.
   *
   * @param from name of the upper rung A
   * @param to name of the next rung B
   * @param error ||A - B||_F
   * @param relative ||A - B||_F / ||T||_F with T the top of the ladder, so that steps of one ladder
   *     compare
   */
  public record Step(String from, String to, double error, double relative) {}

  /** ||A - B||_F / ||A||_F. */
  public static double relative(Curvature reference, Curvature approximation) {
    return distance(reference, approximation) / norm(reference);
  }

  /** The steps between adjacent rungs, from the top down; one fewer than there are rungs. */
  public static List<Step> steps(List<? extends Curvature> ladder) {
    List<Step> steps = new ArrayList<>();
    double top = norm(ladder.get(0));
    for (int k = 1; k < ladder.size(); k++) {
      Curvature from = ladder.get(k - 1);
      Curvature to = ladder.get(k);
      double error = distance(from, to);
      steps.add(new Step(from.name(), to.name(), error, error / top));
    }
    return List.copyOf(steps);
  }

  /** ||A||_F. */
  public static double norm(Curvature a) {
    double sum = 0;
    for (int b = 0; b < a.blockCount(); b++) {
      try (SymmetricMatrix block = a.block(b)) {
        sum += block.values().squaredNorm();
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * ||A - B||_F.
   *
   * @throws IllegalArgumentException if the two differ in size, or both have several blocks and
   *     these differ
   */
  public static double distance(Curvature a, Curvature b) {
    if (a.dimension() != b.dimension()) {
      throw new IllegalArgumentException(
          "%s has %d parameters, %s has %d"
              .formatted(a.name(), a.dimension(), b.name(), b.dimension()));
    }
    if (a.blockCount() == b.blockCount()) {
      return Math.sqrt(sameBlocks(a, b));
    }
    return Math.sqrt(a.blockCount() == 1 ? denseToBlocks(a, b) : denseToBlocks(b, a));
  }

  private static double sameBlocks(Curvature a, Curvature b) {
    double sum = 0;
    for (int k = 0; k < a.blockCount(); k++) {
      try (SymmetricMatrix left = a.block(k);
          SymmetricMatrix right = b.block(k)) {
        sum += left.values().squaredDistance(right.values());
      }
    }
    return sum;
  }

  /** Off-diagonal blocks are summed as they stand: subtracting norms would cancel small ones. */
  private static double denseToBlocks(Curvature dense, Curvature blocks) {
    if (dense.blockCount() != 1) {
      throw new IllegalArgumentException(
          "%s and %s have different blocks".formatted(dense.name(), blocks.name()));
    }
    int[] offsets = blocks.blockOffsets();
    int size = dense.dimension();
    double sum = 0;
    try (SymmetricMatrix whole = dense.block(0)) {
      DenseMatrix values = whole.values();
      for (int k = 0; k < blocks.blockCount(); k++) {
        int start = offsets[k];
        int end = offsets[k + 1];
        try (SymmetricMatrix block = blocks.block(k)) {
          sum +=
              values.view(start, start, end - start, end - start).squaredDistance(block.values());
        }
        if (end < size) {
          // The part to the right of the block stands for its mirror image too.
          sum += 2 * values.view(start, end, end - start, size - end).squaredNorm();
        }
      }
    }
    return sum;
  }
}
