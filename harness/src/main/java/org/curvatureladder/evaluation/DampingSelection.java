package org.curvatureladder.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curvatureladder.data.InvalidInputException;

/**
 * Best damping by LDS: chosen = argmax over lambda of LDS on the selection half of the queries,
 * reported on the other half.
 *
 * <p>Among equals the larger damping wins, being the more stable solve; a candidate whose LDS is
 * undefined loses against every defined one.
 */
public final class DampingSelection {
  private final LinearDatamodelingScore lds;

  /** A selection by {@code lds}. */
  public DampingSelection(LinearDatamodelingScore lds) {
    this.lds = lds;
  }

  /**
   * Chooses and reports.
   *
   * @param truth M x Q measurements
   * @param predictions for each damping the M x Q predicted changes
   * @param split the two halves of the queries
   * @throws InvalidInputException if there is no candidate
   */
  public DampingChoice choose(
      double[][] truth, Map<Double, double[][]> predictions, QuerySplit split) {
    if (predictions.isEmpty()) {
      throw new InvalidInputException("damping: no candidate to choose from");
    }
    List<DampingChoice.Point> curve = new ArrayList<>();
    DampingChoice.Point best = null;
    for (Map.Entry<Double, double[][]> candidate : new TreeMap<>(predictions).entrySet()) {
      DampingChoice.Point point =
          new DampingChoice.Point(
              candidate.getKey(),
              lds.value(truth, candidate.getValue(), split.selection()),
              lds.estimate(truth, candidate.getValue(), split.reporting()));
      curve.add(point);
      // Ascending order: "at least as good" lets the larger damping win a tie.
      if (best == null || rank(point) >= rank(best)) {
        best = point;
      }
    }
    return new DampingChoice(best.damping(), best.reporting(), curve);
  }

  private static double rank(DampingChoice.Point point) {
    return Double.isNaN(point.selection()) ? Double.NEGATIVE_INFINITY : point.selection();
  }
}
