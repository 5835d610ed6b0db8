package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.curvatureladder.evaluation.Bootstrap;
import org.curvatureladder.evaluation.DampingSelection;
import org.curvatureladder.evaluation.LdsByRepeats;
import org.curvatureladder.evaluation.LinearDatamodelingScore;
import org.curvatureladder.evaluation.NoiseCeiling;
import org.curvatureladder.evaluation.NoiseCeilingEstimate;
import org.curvatureladder.evaluation.QuerySplit;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.training.Seeds;

/**
 * How a recipe's scores are judged: the same resamples and the same halves of the queries for every
 * setup, setting and method.
 *
 * @param bootstrap makes the intervals
 * @param lds the score
 * @param queries chosen on one half, reported on the other
 * @param ceilingSeed of the halves of the repeats
 */
record Scoring(
    Bootstrap bootstrap, LinearDatamodelingScore lds, QuerySplit queries, long ceilingSeed) {
  private static final int CEILING_SPLITS = 20;

  /** That of a study. */
  static Scoring of(Study study) {
    Recipe recipe = study.recipe();
    Bootstrap bootstrap =
        new Bootstrap(
            recipe.bootstrap().resamples(),
            recipe.bootstrap().confidence(),
            seed(recipe, "bootstrap"));
    return new Scoring(
        bootstrap,
        new LinearDatamodelingScore(bootstrap),
        QuerySplit.random(study.split().query().count(), seed(recipe, "query-halves")),
        seed(recipe, "repeat-halves"));
  }

  /** Chooses dampings. */
  DampingSelection selection() {
    return new DampingSelection(lds);
  }

  /** What a predictor that knows the expectation would score; empty with one repeat. */
  Optional<NoiseCeilingEstimate> ceiling(GroundTruth measured) {
    return ceiling().estimate(measured.values(), queries.reporting());
  }

  private NoiseCeiling ceiling() {
    return new NoiseCeiling(CEILING_SPLITS, ceilingSeed, bootstrap);
  }

  /** LDS of the first r repeats, r = 1, 2, 5, 10, .. up to R. */
  List<LdsByRepeats.Point> byRepeats(GroundTruth measured, double[][] prediction) {
    return new LdsByRepeats(lds, ceiling())
        .of(measured.values(), prediction, queries.reporting(), counts(measured));
  }

  /** The noise ceiling of the first r repeats, by r. */
  Map<Integer, NoiseCeilingEstimate> ceilings(GroundTruth measured) {
    LdsByRepeats curve = new LdsByRepeats(lds, ceiling());
    Map<Integer, NoiseCeilingEstimate> ceilings = new TreeMap<>();
    for (int r : counts(measured)) {
      curve
          .ceiling(measured.values(), queries.reporting(), r)
          .ifPresent(estimate -> ceilings.put(r, estimate));
    }
    return ceilings;
  }

  private static List<Integer> counts(GroundTruth measured) {
    List<Integer> counts = new ArrayList<>();
    for (int decade = 1; decade <= measured.repeats(); decade *= 10) {
      for (int r : new int[] {decade, 2 * decade, 5 * decade}) {
        if (r <= measured.repeats()) {
          counts.add(r);
        }
      }
    }
    return counts;
  }

  private static long seed(Recipe recipe, String role) {
    return Seeds.derive(recipe.seed(), role, "", 0, 0);
  }
}
