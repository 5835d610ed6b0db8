package org.curvatureladder.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.curvatureladder.store.ResultRow;

/**
 * The claims of "Better Hessians Matter" (Hong et al. 2025, arXiv 2509.23437) and the rows that
 * decide them; the table is in docs/method.md.
 *
 * <p>The rows come from the experiments that climb the whole ladder under the controlled switches.
 * Where several hold the same setup, alpha and epoch, the one with the most masks counts, so that
 * nothing is counted twice.
 */
public final class LadderClaims {
  /** Experiments read; of two with equally many masks the first counts. */
  static final List<String> EXPERIMENTS =
      List.of("ladder-steps", "ladder", "depth", "width", "training-time", "alpha");

  /** Settings read: the only one of a recipe, or the one that is named after the switches. */
  static final List<String> SETTINGS = List.of(ResultRow.ONLY_SETTING, "paper-controlled");

  private static final String BLOCK_STEP = RowNames.step("GGN", "Block-GGN");
  private static final String BASIS_STEP = RowNames.step("Block-GGN", "EK-FAC");
  private static final String EIGENVALUE_STEP = RowNames.step("EK-FAC", "K-FAC");

  private static final String FIGURE = "lds-loss-by-step";

  private LadderClaims() {}

  /** A1 to A3. */
  public static List<Claim> all() {
    return List.of(
        new Claim(
            "A1",
            "Better approximations give better LDS: H >= GGN >> Block-GGN >> EK-FAC >> K-FAC.",
            "the paired LDS loss of each of the four steps",
            FIGURE,
            LadderClaims::orderOfTheRungs),
        new Claim(
            "A2",
            "Of the steps below GGN, EK-FAC to K-FAC accounts for most of the matrix error and of"
                + " the LDS loss.",
            "that step against the larger of the other two, in squared error and in LDS",
            FIGURE,
            LadderClaims::largestStep),
        new Claim(
            "A3",
            "The picture holds across depth, width and training time.",
            "all four steps of A1 together, network by network and epoch by epoch",
            FIGURE,
            LadderClaims::everywhere));
  }

  /** The steps from the top down with what A1 says about each. */
  private static Map<String, Expectation> steps() {
    Map<String, Expectation> steps = new LinkedHashMap<>();
    steps.put(RowNames.step("H", "GGN"), Expectation.atLeast(VerdictRule.RELEVANT));
    for (String step : List.of(BLOCK_STEP, BASIS_STEP, EIGENVALUE_STEP)) {
      steps.put(step, Expectation.better(VerdictRule.RELEVANT));
    }
    return steps;
  }

  private static List<Part> orderOfTheRungs(Evidence evidence) {
    List<Place> places = places(evidence, RowNames.LDS_STEP);
    List<Part> parts = new ArrayList<>();
    steps()
        .forEach(
            (step, expectation) ->
                parts.add(
                    new Part(
                        step,
                        places.stream()
                            .map(place -> evidence.tested(place, RowNames.LDS_STEP, step))
                            .flatMap(Optional::stream)
                            .map(loss -> Trial.of(loss, expectation))
                            .toList())));
    return parts;
  }

  private static List<Part> largestStep(Evidence evidence) {
    return List.of(
        new Part("matrix error", largest(evidence, RowNames.STEP_ERROR_SHARE)),
        new Part("LDS loss", largest(evidence, RowNames.LDS_STEP)));
  }

  /**
   * The eigenvalue step minus the larger of the two others, one trial per place. The ends of the
   * interval are the differences of opposite ends, which is wider than a paired interval.
   */
  private static List<Trial> largest(Evidence evidence, String metric) {
    List<Trial> trials = new ArrayList<>();
    for (Place place : places(evidence, metric)) {
      Optional<Comparison> claimed = evidence.find(place, metric, EIGENVALUE_STEP);
      List<Comparison> others =
          Stream.of(BLOCK_STEP, BASIS_STEP)
              .map(step -> evidence.find(place, metric, step))
              .flatMap(Optional::stream)
              .toList();
      if (claimed.isEmpty() || others.size() < 2) {
        continue;
      }
      Comparison step = claimed.get();
      trials.add(
          Trial.of(
              new Comparison(
                  place,
                  metric,
                  EIGENVALUE_STEP + " minus the larger other step below GGN",
                  step.effect() - max(others, Comparison::effect),
                  step.low() - max(others, Comparison::high),
                  step.high() - max(others, Comparison::low),
                  Double.NaN,
                  step.n(),
                  step.confidence()),
              Expectation.within(0, Double.POSITIVE_INFINITY)));
    }
    return trials;
  }

  private static double max(List<Comparison> steps, Function<Comparison, Double> value) {
    return steps.stream().map(value).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static List<Part> everywhere(Evidence evidence) {
    Map<Place, Trial> trials = new LinkedHashMap<>();
    for (Place place : places(evidence, RowNames.LDS_STEP)) {
      List<Trial.Expected> steps = new ArrayList<>();
      steps()
          .forEach(
              (step, expectation) ->
                  evidence
                      .tested(place, RowNames.LDS_STEP, step)
                      .ifPresent(loss -> steps.add(new Trial.Expected(loss, expectation))));
      if (steps.size() == steps().size()) {
        trials.put(place, new Trial(steps));
      }
    }
    List<Part> parts = new ArrayList<>();
    parts.addAll(
        groups(trials, "network ", Place::setup, "networks of at least two depths or widths"));
    parts.addAll(groups(trials, "epoch ", Place::checkpoint, "at least two training times"));
    return parts;
  }

  /** One part per group; a single group cannot show that something holds across groups. */
  private static List<Part> groups(
      Map<Place, Trial> trials, String prefix, Function<Place, Object> group, String needed) {
    List<Object> keys = trials.keySet().stream().map(group).distinct().toList();
    if (keys.size() < 2) {
      return List.of(new Part(needed, List.of()));
    }
    return keys.stream()
        .map(
            key ->
                new Part(
                    prefix + key,
                    trials.entrySet().stream()
                        .filter(entry -> group.apply(entry.getKey()).equals(key))
                        .map(Map.Entry::getValue)
                        .toList()))
        .toList();
  }

  /** Places with rows of a metric; of the same setup, alpha and epoch the one with most masks. */
  private static List<Place> places(Evidence evidence, String metric) {
    Map<List<Object>, Place> chosen = new LinkedHashMap<>();
    for (String experiment : EXPERIMENTS) {
      for (Place place :
          evidence.places(
              experiment, row -> row.metric().equals(metric) && SETTINGS.contains(row.setting()))) {
        chosen.merge(
            List.of(place.setup(), place.alpha(), place.checkpoint()),
            place,
            (before, now) ->
                masks(evidence, metric, now) > masks(evidence, metric, before) ? now : before);
      }
    }
    return List.copyOf(chosen.values());
  }

  private static int masks(Evidence evidence, String metric, Place place) {
    return steps().keySet().stream()
        .map(step -> evidence.find(place, metric, step).orElse(null))
        .filter(Objects::nonNull)
        .mapToInt(Comparison::n)
        .max()
        .orElse(0);
  }
}
