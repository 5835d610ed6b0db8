package org.curvatureladder.plots;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;

/**
 * Result rows as the figures ask for them. Rows whose value is undefined (NaN) are not drawn.
 *
 * <p>Beside the rows of its metric a figure uses, where they are there, the facts of the run:
 * metrics {@code parameters} (P of the setup), {@code repeats} (R), {@code queries} (reported on)
 * and {@code confidence} (level of the intervals, 0.95).
 *
 * @param rows of one results file
 */
record ResultView(List<ResultRow> rows) {
  /** One pair of axes shows one of these. */
  record Place(String setting, String setup, double alpha) {
    static Place of(ResultRow row) {
      return new Place(row.setting(), row.setup(), row.alpha());
    }
  }

  /** Copies the rows. */
  ResultView {
    rows = List.copyOf(rows);
  }

  /**
   * Defined values of one metric.
   *
   * @throws InvalidInputException if there is none
   */
  List<ResultRow> require(String metric, Predicate<ResultRow> wanted) {
    List<ResultRow> found =
        rows.stream()
            .filter(row -> row.metric().equals(metric) && wanted.test(row))
            .filter(row -> !Double.isNaN(row.value()))
            .toList();
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "nothing to draw: the results (%d rows) hold no defined value of metric %s; metrics there: %s"
              .formatted(rows.size(), metric, names(ResultRow::metric)));
    }
    return found;
  }

  /**
   * The one row of a method.
   *
   * @throws InvalidInputException if there are several
   */
  Optional<ResultRow> find(Place where, int checkpoint, String metric, String method) {
    return single(
        at(where, checkpoint).filter(r -> r.metric().equals(metric) && r.method().equals(method)),
        metric + " of " + method);
  }

  /**
   * The one row of a metric that belongs to no method.
   *
   * @throws InvalidInputException if there are several
   */
  Optional<ResultRow> find(Place where, int checkpoint, String metric) {
    return single(at(where, checkpoint).filter(r -> r.metric().equals(metric)), metric);
  }

  /** All defined values along a curve, in ascending order of damping. */
  List<ResultRow> curve(Place where, int checkpoint, String metric, String method) {
    return at(where, checkpoint)
        .filter(row -> row.metric().equals(metric) && row.method().equals(method))
        .filter(row -> row.damping() != null && row.damping() > 0)
        .sorted(Comparator.comparing(ResultRow::damping))
        .toList();
  }

  /** A fact of one setup, or of all setups: its distinct values in ascending order. */
  List<Double> facts(String metric, Predicate<ResultRow> wanted) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric) && wanted.test(row))
        .map(ResultRow::value)
        .distinct()
        .sorted()
        .toList();
  }

  /** Distinct settings and setups with their alpha, in the order of the rows. */
  static List<Place> places(List<ResultRow> rows) {
    return rows.stream().map(Place::of).distinct().toList();
  }

  /** Distinct checkpoints, ascending. */
  static List<Integer> checkpoints(List<ResultRow> rows) {
    return rows.stream().map(ResultRow::checkpoint).distinct().sorted().toList();
  }

  private Stream<ResultRow> at(Place where, int checkpoint) {
    return rows.stream()
        // An alpha that does not apply is NaN, and NaN is like NaN here.
        .filter(row -> Place.of(row).equals(where))
        .filter(row -> row.checkpoint() == checkpoint && !Double.isNaN(row.value()));
  }

  private static Optional<ResultRow> single(Stream<ResultRow> rows, String what) {
    List<ResultRow> found = rows.limit(2).toList();
    if (found.size() > 1) {
      ResultRow row = found.get(0);
      throw new InvalidInputException(
          "results hold more than one value of %s for setting %s, setup %s, alpha %s, checkpoint %d"
              .formatted(what, row.setting(), row.setup(), row.alpha(), row.checkpoint()));
    }
    return found.stream().findFirst();
  }

  private String names(Function<ResultRow, String> name) {
    String found =
        rows.stream()
            .map(name)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "none" : found;
  }
}
