package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;

/**
 * Matrix errors of the ladder in Frobenius norm. Beside the rungs themselves at most one block of
 * each is dense at a time.
 */
public final class ApproximationError {
  private ApproximationError() {}

  /**
   * One step down the ladder.
   *
   * <p>The step H -> GGN relative to H is the residual curvature ||H - GGN||_F / ||H||_F.
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
    Sum sum = new Sum();
    DifferenceRows.of(a, sum);
    return Math.sqrt(sum.total);
  }

  /**
   * ||A - B||_F, whatever blocks the two have. What lies outside of both is not summed, and what
   * lies in one alone is summed as it stands: subtracting norms would cancel small ones.
   *
   * @throws IllegalArgumentException if the two differ in size
   */
  public static double distance(Curvature a, Curvature b) {
    Sum sum = new Sum();
    DifferenceRows.of(a, b, sum);
    return Math.sqrt(sum.total);
  }

  /** Sum of squares, row by row. */
  private static final class Sum implements DifferenceRows.Visitor {
    private double total;

    @Override
    public void row(int i, double[] row, int from, int to) {
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += row[j] * row[j];
      }
      total += sum;
    }
  }
}
