package org.curvatureladder.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;

/** Stored result rows of the experiments, as claims ask for them. */
public final class Evidence {
  private static final double USUAL_CONFIDENCE = 0.95;
  private final Map<String, List<ResultRow>> byExperiment;

  /**
   * Evidence from results.csv of each experiment.
   *
   * @param byExperiment rows by experiment name
   */
  public Evidence(Map<String, List<ResultRow>> byExperiment) {
    this.byExperiment = new LinkedHashMap<>(byExperiment);
  }

  /** Distinct places of an experiment's wanted rows, in the order of the rows. */
  List<Place> places(String experiment, Predicate<ResultRow> wanted) {
    return rows(experiment)
        .filter(wanted)
        .map(
            row -> new Place(experiment, row.setting(), row.setup(), row.alpha(), row.checkpoint()))
        .distinct()
        .toList();
  }

  /** Distinct methods of an experiment's rows of a metric. */
  List<String> methods(String experiment, String metric, Predicate<String> wanted) {
    return rows(experiment)
        .filter(row -> row.metric().equals(metric))
        .map(ResultRow::method)
        .filter(wanted)
        .distinct()
        .toList();
  }

  /**
   * The defined effect of a method at a place.
   *
   * @throws InvalidInputException if there are several
   */
  Optional<Comparison> find(Place place, String metric, String method) {
    return single(place, metric, method)
        .filter(row -> !Double.isNaN(row.value()))
        .map(
            row ->
                new Comparison(
                    place,
                    metric,
                    method,
                    row.value(),
                    row.low() == null ? row.value() : row.low(),
                    row.high() == null ? row.value() : row.high(),
                    Double.NaN,
                    row.n(),
                    fact(place, RowNames.CONFIDENCE).orElse(USUAL_CONFIDENCE)));
  }

  /** The same with its p-value; empty if either row is missing. */
  Optional<Comparison> tested(Place place, String metric, String method) {
    Optional<ResultRow> p =
        single(place, RowNames.P_VALUE, method).filter(row -> !Double.isNaN(row.value()));
    return find(place, metric, method)
        .filter(found -> p.isPresent())
        .map(
            found ->
                new Comparison(
                    place,
                    metric,
                    method,
                    found.effect(),
                    found.low(),
                    found.high(),
                    p.get().value(),
                    found.n(),
                    found.confidence()));
  }

  /** A fact of the run of a place's setup; empty if it is not stored. */
  OptionalDouble fact(Place place, String metric) {
    return rows(place.experiment())
        .filter(row -> row.metric().equals(metric))
        .filter(row -> row.setting().equals(place.setting()) && row.setup().equals(place.setup()))
        .mapToDouble(ResultRow::value)
        .findFirst();
  }

  private Stream<ResultRow> rows(String experiment) {
    return byExperiment.getOrDefault(experiment, List.of()).stream();
  }

  private Optional<ResultRow> single(Place place, String metric, String method) {
    List<ResultRow> found =
        rows(place.experiment())
            .filter(row -> row.metric().equals(metric) && row.method().equals(method))
            .filter(
                row ->
                    new Place(
                            place.experiment(),
                            row.setting(),
                            row.setup(),
                            row.alpha(),
                            row.checkpoint())
                        .equals(place))
            .limit(2)
            .toList();
    if (found.size() > 1) {
      throw new InvalidInputException(
          "results of %s hold more than one %s of %s for setting %s, setup %s, alpha %s, checkpoint %d"
              .formatted(
                  place.experiment(),
                  metric,
                  method,
                  place.setting(),
                  place.setup(),
                  place.alpha(),
                  place.checkpoint()));
    }
    return found.stream().findFirst();
  }
}
