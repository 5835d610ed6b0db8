package org.curvatureladder.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.curvatureladder.store.ResultRow;

/** Result rows shaped like those of a ladder run, with made-up numbers. */
final class FakeResults {
  static final List<String> RUNGS = List.of("H", "GGN", "Block-GGN", "EK-FAC", "K-FAC");
  static final String FLOOR = "gradient-dot";

  private static final int[] CHECKPOINTS = {10, 100, 1000};

  private FakeResults() {}

  /** Two setups, three training times, five rungs with curves, ceilings, floors, facts. */
  static List<ResultRow> ladder() {
    List<ResultRow> rows = new ArrayList<>();
    addSetup(rows, "1x16", 1210, new double[] {0.93, 0.9, 0.86});
    addSetup(rows, "4x16", 2026, new double[] {0.78, 0.66, 0.55});
    for (String setup : List.of("1x16", "4x16")) {
      rows.add(fact(setup, "repeats", 10));
      rows.add(fact(setup, "queries", 90));
      rows.add(fact(setup, "confidence", 0.95));
    }
    return rows;
  }

  private static void addSetup(
      List<ResultRow> rows, String setup, int parameters, double[] ceilings) {
    Random random = new Random(parameters);
    rows.add(fact(setup, "parameters", parameters));
    for (int k = 0; k < CHECKPOINTS.length; k++) {
      double top = ceilings[k] * 0.85;
      rows.add(row(setup, CHECKPOINTS[k], "", null, "noise-ceiling", ceilings[k]));
      rows.add(row(setup, CHECKPOINTS[k], FLOOR, null, "lds", top * (0.35 - 0.08 * k)));
      for (int rung = 0; rung < RUNGS.size(); rung++) {
        double best = top * (1 - 0.06 * rung - 0.02 * k * rung) + 0.03 * random.nextGaussian();
        int chosen = -2 - k - rung % 2;
        for (int exponent = -8; exponent <= 0; exponent++) {
          double away = exponent - chosen;
          double lds = best / (1 + 0.05 * away * away) - (rung == 0 && away < -2 ? 0.3 : 0);
          double damping = Math.pow(10, exponent);
          rows.add(row(setup, CHECKPOINTS[k], RUNGS.get(rung), damping, "lds-curve", lds));
          if (exponent == chosen) {
            rows.add(row(setup, CHECKPOINTS[k], RUNGS.get(rung), damping, "lds", lds));
          }
        }
      }
    }
  }

  static ResultRow row(
      String setup, int checkpoint, String method, Double damping, String metric, double value) {
    double low = value - 0.035;
    double high = value + 0.025;
    return new ResultRow(
        ResultRow.ONLY_SETTING,
        setup,
        0.5,
        checkpoint,
        method,
        damping,
        metric,
        value,
        low,
        high,
        100,
        "masks",
        0);
  }

  private static ResultRow fact(String setup, String metric, double value) {
    return new ResultRow(
        ResultRow.ONLY_SETTING, setup, 0.5, 0, "", null, metric, value, null, null, 1, "", 0);
  }
}
