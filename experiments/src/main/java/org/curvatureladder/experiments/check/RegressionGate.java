package org.curvatureladder.experiments.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.curvatureladder.store.ResultRow;

/**
 * Compares a run with accepted numbers. With r the reference, n the run and h the half-width of an
 * interval, the run is worse where
 *
 * <pre>
 *   LDS      n.gain &lt; r.gain - sqrt(h_r^2 + h_n^2)  and  n.lds &lt; factor x r.lds
 *   order    r.step and n.step exclude 0 on different sides
 *   number   |n - r| &gt; tolerance x |r|             (only if both runs have the same recipe)
 *   damping  n.damping != r.damping                (likewise: LDS alone would not see a damping
 *                                                   that is off by a factor, the grid makes up for it)
 * </pre>
 *
 * <p>The gain is the LDS of a method minus that of the floor (gradient dot), paired over the same
 * masks and queries: what new seeds do to all methods alike cancels. A method without a gain, the
 * floor itself, is held against its own interval, and only under the same recipe: intervals
 * resample masks, and other seeds train another model. A row of the reference that the run lacks is
 * a finding, a new row is not.
 *
 * @param factor smallest part of its LDS that a method has to keep, for instance .9
 * @param tolerance relative tolerance of deterministic numbers
 * @param metrics names of the metrics
 */
public record RegressionGate(double factor, double tolerance, Metrics metrics) {

  /**
   * The metrics that are compared.
   *
   * @param lds LDS of a method
   * @param gain LDS of a method minus that of the floor
   * @param steps LDS of a rung minus that of the next, of a method minus that of another
   * @param numbers metrics that the recipe fixes up to rounding
   */
  public record Metrics(String lds, String gain, Set<String> steps, Set<String> numbers) {
    /** Copies the sets. */
    public Metrics {
      steps = Set.copyOf(steps);
      numbers = Set.copyOf(numbers);
    }
  }

  private record Key(
      String setting, String setup, double alpha, int checkpoint, String method, String metric) {
    static Key of(ResultRow row, String metric) {
      return new Key(
          row.setting(), row.setup(), row.alpha(), row.checkpoint(), row.method(), metric);
    }

    @Override
    public String toString() {
      String kept = Double.isNaN(alpha) ? "" : ", alpha " + alpha;
      String first = setting.equals(ResultRow.ONLY_SETTING) ? "" : setting + " ";
      return "%s%s, epoch %d%s, %s, %s".formatted(first, setup, checkpoint, kept, method, metric);
    }
  }

  /** The rows that the gate reads: what a reference has to hold. */
  public List<ResultRow> relevant(List<ResultRow> rows) {
    return rows.stream()
        .filter(
            row ->
                Set.of(metrics.lds, metrics.gain).contains(row.metric())
                    || metrics.steps.contains(row.metric())
                    || metrics.numbers.contains(row.metric()))
        .toList();
  }

  /**
   * What is worse than the reference.
   *
   * @param sameRecipe whether the two have the same recipe hash, so that deterministic numbers have
   *     to agree
   */
  public List<Finding> compare(List<ResultRow> reference, List<ResultRow> run, boolean sameRecipe) {
    Map<Key, ResultRow> accepted = index(reference);
    Map<Key, ResultRow> found = index(run);
    List<Finding> findings = new ArrayList<>();
    for (ResultRow row : relevant(reference)) {
      Key key = Key.of(row, row.metric());
      ResultRow now = found.get(key);
      if (now == null) {
        findings.add(new Finding(Finding.Rule.MISSING, key.toString(), row.value(), Double.NaN, 0));
      } else if (row.metric().equals(metrics.lds)) {
        if (sameRecipe || accepted.containsKey(Key.of(row, metrics.gain))) {
          compareLds(key, row, now, accepted, found, findings);
        }
        if (sameRecipe) {
          compareDamping(key, row, now, findings);
        }
      } else if (metrics.steps.contains(row.metric())) {
        compareOrder(key, row, now, findings);
      } else if (sameRecipe && metrics.numbers.contains(row.metric())) {
        compareNumber(key, row, now, findings);
      }
    }
    return findings;
  }

  private void compareLds(
      Key key,
      ResultRow row,
      ResultRow now,
      Map<Key, ResultRow> accepted,
      Map<Key, ResultRow> found,
      List<Finding> findings) {
    Key gain = Key.of(row, metrics.gain);
    boolean paired = accepted.containsKey(gain) && found.containsKey(gain);
    ResultRow before = paired ? accepted.get(gain) : row;
    ResultRow after = paired ? found.get(gain) : now;
    double allowed = Math.hypot(halfWidth(before), halfWidth(after));
    // Written so that an LDS that has become undefined is a fall.
    boolean withinChance = after.value() >= before.value() - allowed;
    boolean withinFactor = now.value() >= factor * row.value();
    if (!withinChance && !withinFactor) {
      findings.add(
          new Finding(
              Finding.Rule.LDS_FELL,
              (paired ? gain : key).toString(),
              before.value(),
              after.value(),
              allowed));
    }
  }

  private static void compareDamping(
      Key key, ResultRow row, ResultRow now, List<Finding> findings) {
    if (!Objects.equals(row.damping(), now.damping())) {
      double before = row.damping() == null ? Double.NaN : row.damping();
      double after = now.damping() == null ? Double.NaN : now.damping();
      findings.add(
          new Finding(Finding.Rule.NUMBER_MOVED, key + ", chosen damping", before, after, 0));
    }
  }

  private static void compareOrder(Key key, ResultRow row, ResultRow now, List<Finding> findings) {
    if (side(row) * side(now) < 0) {
      findings.add(
          new Finding(Finding.Rule.ORDER_TURNED, key.toString(), row.value(), now.value(), 0));
    }
  }

  private void compareNumber(Key key, ResultRow row, ResultRow now, List<Finding> findings) {
    double allowed = tolerance * Math.abs(row.value());
    boolean bothUndefined = Double.isNaN(row.value()) && Double.isNaN(now.value());
    if (!bothUndefined && !(Math.abs(now.value() - row.value()) <= allowed)) {
      findings.add(
          new Finding(
              Finding.Rule.NUMBER_MOVED, key.toString(), row.value(), now.value(), allowed));
    }
  }

  /** 1 if the interval lies above 0, -1 if below, 0 if it holds 0 or there is none. */
  private static int side(ResultRow row) {
    if (row.low() == null || row.high() == null) {
      return 0;
    }
    if (row.low() > 0) {
      return 1;
    }
    return row.high() < 0 ? -1 : 0;
  }

  private static double halfWidth(ResultRow row) {
    return row.low() == null || row.high() == null ? 0 : (row.high() - row.low()) / 2;
  }

  private static Map<Key, ResultRow> index(List<ResultRow> rows) {
    Map<Key, ResultRow> index = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      index.put(Key.of(row, row.metric()), row);
    }
    return index;
  }
}
