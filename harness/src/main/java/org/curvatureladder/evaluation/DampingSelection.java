package org.curvatureladder.evaluation;

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
    // Candidates are independent of each other, and their bootstraps are what an evaluation waits
    // for.
    List<DampingChoice.Point> curve =
        List.copyOf(new TreeMap<>(predictions).entrySet()).parallelStream()
            .map(candidate -> point(truth, candidate.getKey(), candidate.getValue(), split))
            .toList();
    DampingChoice.Point best = curve.get(0);
    for (DampingChoice.Point point : curve) {
      // Ascending order: "at least as good" lets the larger damping win a tie.
      if (rank(point) >= rank(best)) {
        best = point;
      }
    }
    return new DampingChoice(best.damping(), best.reporting(), curve);
  }

  private DampingChoice.Point point(
      double[][] truth, double damping, double[][] prediction, QuerySplit split) {
    return new DampingChoice.Point(
        damping,
        lds.value(truth, prediction, split.selection()),
        lds.estimate(truth, prediction, split.reporting()));
  }

  private static double rank(DampingChoice.Point point) {
    return Double.isNaN(point.selection()) ? Double.NEGATIVE_INFINITY : point.selection();
  }
}
