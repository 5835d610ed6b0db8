package org.curvatureladder.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.TDistribution;
import org.curvatureladder.evaluation.HolmCorrection;
import org.curvatureladder.evaluation.SampleSize;

/**
 * The rule for each word.
 *
 * <p><b>One comparison.</b> The m comparisons of a claim are one family. p-values are adjusted by
 * Holm; intervals [low, high] are widened about their middle from level c to 1 - (1 - c)/m, by the
 * ratio of Student's quantiles with n - 1 degrees of freedom, to [L, U]. With r the smallest
 * relevant effect:
 *
 * <pre>
 *              supported               contradicted
 * better       p &lt; .05, effect &gt; 0     U &lt; r, or p &lt; .05 and effect &lt; 0
 * at least     L &gt; -r                  p &lt; .05, effect &lt; 0
 * within a, b  a &lt;= L and U &lt;= b       U &lt; a or L &gt; b
 * </pre>
 *
 * Contradiction goes first under "better" (clearly above 0 and yet too small to matter is not what
 * is claimed), support under "at least"; whatever is neither is open.
 *
 * <p><b>One trial</b> is supported if all its comparisons are, contradicted if one is.
 *
 * <p><b>One part</b> holds if more than half of its trials are supported. It does not hold if at
 * least half are contradicted, for then no further data on the open ones could make it hold.
 * Otherwise it is undecided.
 *
 * <p><b>A claim</b> holds if all its parts do, does not hold if one does not, is not run if a part
 * has no trial, and is undecided otherwise.
 */
public final class VerdictRule {
  /** Chance of any false call among the comparisons of a claim. */
  public static final double LEVEL = 0.05;

  /** Smallest difference in LDS that matters. */
  public static final double RELEVANT = 0.01;

  /** The verdict on every claim, in the order given. */
  public List<Verdict> decide(List<Claim> claims, Evidence evidence) {
    return claims.stream().map(claim -> decide(claim, evidence)).toList();
  }

  /** The verdict on one claim. */
  public Verdict decide(Claim claim, Evidence evidence) {
    List<Part> parts = claim.parts().apply(evidence);
    String missing =
        parts.stream()
            .filter(part -> part.trials().isEmpty())
            .map(Part::name)
            .collect(Collectors.joining(", "));
    Family family = Family.of(parts);
    List<Verdict.PartResult> results = parts.stream().map(part -> result(part, family)).toList();
    if (parts.isEmpty() || !missing.isEmpty()) {
      return new Verdict(
          claim,
          Word.NOT_RUN,
          results,
          Optional.empty(),
          Double.NaN,
          family.size(),
          OptionalDouble.empty(),
          missing);
    }
    Word word = word(results);
    Comparison deciding = deciding(parts, results, word, family);
    return new Verdict(
        claim,
        word,
        results,
        Optional.of(deciding),
        family.adjusted(deciding),
        family.size(),
        word == Word.UNDECIDED
            ? retrainings(parts, results, family, evidence)
            : OptionalDouble.empty(),
        "");
  }

  private static Word word(List<Verdict.PartResult> parts) {
    if (parts.stream().anyMatch(part -> part.word() == Word.DOES_NOT_HOLD)) {
      return Word.DOES_NOT_HOLD;
    }
    return parts.stream().allMatch(part -> part.word() == Word.HOLDS) ? Word.HOLDS : Word.UNDECIDED;
  }

  private static Verdict.PartResult result(Part part, Family family) {
    Map<Judgement, Long> counts =
        part.trials().stream().collect(Collectors.groupingBy(family::judge, Collectors.counting()));
    int supported = counts.getOrDefault(Judgement.SUPPORTED, 0L).intValue();
    int contradicted = counts.getOrDefault(Judgement.CONTRADICTED, 0L).intValue();
    int open = counts.getOrDefault(Judgement.OPEN, 0L).intValue();
    int trials = part.trials().size();
    Word word = Word.UNDECIDED;
    if (trials == 0) {
      word = Word.NOT_RUN;
    } else if (2 * supported > trials) {
      word = Word.HOLDS;
    } else if (2 * contradicted >= trials) {
      word = Word.DOES_NOT_HOLD;
    }
    return new Verdict.PartResult(part.name(), word, supported, contradicted, open);
  }

  /**
   * The median by effect of the comparisons that decided: those of the part with the verdict's word
   * that shows it most clearly (for "holds" least clearly: it had the last say).
   */
  private static Comparison deciding(
      List<Part> parts, List<Verdict.PartResult> results, Word word, Family family) {
    Judgement wanted =
        switch (word) {
          case HOLDS -> Judgement.SUPPORTED;
          case DOES_NOT_HOLD -> Judgement.CONTRADICTED;
          case UNDECIDED, NOT_RUN -> Judgement.OPEN;
        };
    ToDoubleFunction<Verdict.PartResult> clarity =
        switch (word) {
          case HOLDS -> part -> -(double) part.supported() / part.trials();
          case DOES_NOT_HOLD -> part -> (double) part.contradicted() / part.trials();
          case UNDECIDED, NOT_RUN -> part -> (double) part.open() / part.trials();
        };
    int chosen = -1;
    for (int k = 0; k < parts.size(); k++) {
      // Of equals the last: nearest the bottom of the ladder.
      if (results.get(k).word() == word
          && (chosen < 0
              || clarity.applyAsDouble(results.get(k))
                  >= clarity.applyAsDouble(results.get(chosen)))) {
        chosen = k;
      }
    }
    Predicate<Trial.Expected> decided = expected -> family.judge(expected) == wanted;
    List<Comparison> deciding =
        parts.get(chosen).trials().stream()
            .filter(trial -> family.judge(trial) == wanted)
            .flatMap(trial -> trial.comparisons().stream().filter(decided))
            .map(Trial.Expected::comparison)
            .sorted(Comparator.comparingDouble(Comparison::effect))
            .toList();
    return deciding.get((deciding.size() - 1) / 2);
  }

  /**
   * Sum over setups and alphas of the masks that decide every open comparison of the undecided
   * parts there, times the repeats per mask; training times share their retrainings.
   */
  private static OptionalDouble retrainings(
      List<Part> parts, List<Verdict.PartResult> results, Family family, Evidence evidence) {
    Map<Place, Double> masks = new LinkedHashMap<>();
    for (int k = 0; k < parts.size(); k++) {
      if (results.get(k).word() != Word.UNDECIDED) {
        continue;
      }
      for (Trial trial : parts.get(k).trials()) {
        for (Trial.Expected expected : trial.comparisons()) {
          // What is left of an objective depends on seeds of the solver, not on retrainings.
          if (family.judge(expected) == Judgement.OPEN
              && !expected.comparison().metric().equals(RowNames.OBJECTIVE_GAP)) {
            Place place = expected.comparison().place();
            masks.merge(
                new Place(place.experiment(), place.setting(), place.setup(), place.alpha(), 0),
                family.masksToDecide(expected),
                Math::max);
          }
        }
      }
    }
    double sum = 0;
    for (Map.Entry<Place, Double> needed : masks.entrySet()) {
      OptionalDouble repeats = evidence.fact(needed.getKey(), RowNames.REPEATS);
      if (repeats.isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += needed.getValue() * repeats.getAsDouble();
    }
    return masks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  /** The comparisons of one claim, corrected for each other. */
  private record Family(int size, Map<Comparison, Double> adjustedP) {

    static Family of(List<Part> parts) {
      Set<Comparison> comparisons = new LinkedHashSet<>();
      for (Part part : parts) {
        for (Trial trial : part.trials()) {
          trial.comparisons().stream()
              .map(Trial.Expected::comparison)
              .filter(comparison -> !comparison.isExact() || !Double.isNaN(comparison.p()))
              .forEach(comparisons::add);
        }
      }
      List<Comparison> tested = new ArrayList<>(comparisons);
      tested.removeIf(comparison -> Double.isNaN(comparison.p()));
      double[] adjusted =
          HolmCorrection.adjust(tested.stream().mapToDouble(Comparison::p).toArray());
      Map<Comparison, Double> byComparison = new LinkedHashMap<>();
      for (int k = 0; k < adjusted.length; k++) {
        byComparison.put(tested.get(k), adjusted[k]);
      }
      return new Family(comparisons.size(), byComparison);
    }

    double adjusted(Comparison comparison) {
      return adjustedP.getOrDefault(comparison, Double.NaN);
    }

    Judgement judge(Trial trial) {
      List<Judgement> judgements = trial.comparisons().stream().map(this::judge).toList();
      if (judgements.contains(Judgement.CONTRADICTED)) {
        return Judgement.CONTRADICTED;
      }
      return judgements.contains(Judgement.OPEN) ? Judgement.OPEN : Judgement.SUPPORTED;
    }

    Judgement judge(Trial.Expected expected) {
      Comparison comparison = expected.comparison();
      double low = comparison.middle() - halfWidth(comparison);
      double high = comparison.middle() + halfWidth(comparison);
      boolean clear = adjusted(comparison) < LEVEL;
      boolean above = clear && comparison.middle() > 0;
      boolean below = clear && comparison.middle() < 0;
      double least = expected.expectation().least();
      double most = expected.expectation().most();
      return switch (expected.expectation().kind()) {
        case BETTER -> first(high < least || below, Judgement.CONTRADICTED, above);
        case AT_LEAST -> first(low > -least, Judgement.SUPPORTED, below);
        case WITHIN ->
            first(low >= least && high <= most, Judgement.SUPPORTED, high < least || low > most);
      };
    }

    /** The first judgement if its condition is met, else its opposite, else open. */
    private static Judgement first(boolean met, Judgement judgement, boolean opposite) {
      if (met) {
        return judgement;
      }
      if (!opposite) {
        return Judgement.OPEN;
      }
      return judgement == Judgement.SUPPORTED ? Judgement.CONTRADICTED : Judgement.SUPPORTED;
    }

    /** Half the width at the level of the whole family. */
    private double halfWidth(Comparison comparison) {
      if (comparison.isExact()) {
        return 0;
      }
      TDistribution student = new TDistribution(Math.max(1, comparison.n() - 1));
      double tail = (1 - comparison.confidence()) / 2;
      return comparison.halfWidth()
          * student.inverseCumulativeProbability(tail / size)
          / student.inverseCumulativeProbability(tail);
    }

    /** Masks at which an open comparison is decided if its effect stays where it is. */
    double masksToDecide(Trial.Expected expected) {
      Comparison comparison = expected.comparison();
      double middle = comparison.middle();
      double least = expected.expectation().least();
      double distance =
          switch (expected.expectation().kind()) {
            case BETTER -> Math.max(Math.abs(middle), least - middle);
            case AT_LEAST -> Math.max(-middle, least + middle);
            case WITHIN ->
                Math.min(
                    Math.abs(middle - least), Math.abs(middle - expected.expectation().most()));
          };
      return SampleSize.masks(comparison.n(), halfWidth(comparison), distance);
    }
  }
}
