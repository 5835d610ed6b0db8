package org.curvatureladder.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curvatureladder.training.Precision;

/** The section {@code attribution} of a resolved recipe. */
final class AttributionFields {
  static final String KEY = "attribution";
  private static final String METHODS = "methods";
  private static final String MODEL_SEEDS = "model-seeds";
  private static final String SCORED_QUERIES = "scored-queries";
  private static final String TRAK_DIMENSION = "trak-dimension";
  private static final String SEGMENTS = "segments";
  private static final String CHECKPOINTS = "trajectory-checkpoints";
  private static final String SOURCE_DAMPING = "source-damping";
  private static final String SOLVER = "solver";
  private static final String ITERATIONS = "iterations";
  private static final String BATCH = "batch";
  private static final String STEP = "step-over-damping";
  private static final String HALVING = "halving-period";
  private static final String MOMENTUM = "momentum";
  private static final String PRECISION = "precision";
  private static final String STUDY = "study";
  private static final String SOLVER_SEEDS = "solver-seeds";
  private static final String ASTRA_STEPS = "astra-steps";
  private static final String SNI_STEPS = "sni-steps";
  private static final String RECORDED = "recorded";
  private static final String THRESHOLDS = "thresholds";
  private static final String ABOVE_ZERO = "a number above 0";

  private AttributionFields() {}

  static Attribution read(Section recipe) {
    Section section =
        recipe.section(
            KEY,
            List.of(
                METHODS,
                MODEL_SEEDS,
                SCORED_QUERIES,
                TRAK_DIMENSION,
                SEGMENTS,
                CHECKPOINTS,
                SOURCE_DAMPING,
                SOLVER,
                STUDY));
    return new Attribution(
        section.distinct(METHODS, section.choices(METHODS, AttributionMethod.labels())).stream()
            .map(AttributionMethod::named)
            .toList(),
        section.whole(MODEL_SEEDS, 1),
        section.whole(SCORED_QUERIES, 0),
        section.whole(TRAK_DIMENSION, 1),
        section.whole(SEGMENTS, 1),
        section.whole(CHECKPOINTS, 1),
        section.choice(SOURCE_DAMPING, Attribution.SourceDampingRule.class),
        solver(section),
        section.has(STUDY) ? Optional.of(study(section)) : Optional.empty());
  }

  private static Attribution.Solver solver(Section attribution) {
    Section section =
        attribution.section(SOLVER, List.of(ITERATIONS, BATCH, STEP, HALVING, MOMENTUM, PRECISION));
    return new Attribution.Solver(
        section.whole(ITERATIONS, 1),
        section.whole(BATCH, 1),
        section.number(STEP, x -> x > 0, ABOVE_ZERO),
        section.whole(HALVING, 0),
        section.number(MOMENTUM, x -> x >= 0 && x < 1, "a number from 0 to below 1"),
        section.choice(PRECISION, Precision.class));
  }

  private static Attribution.SolverStudy study(Section attribution) {
    Section section =
        attribution.section(
            STUDY, List.of(SOLVER_SEEDS, ASTRA_STEPS, SNI_STEPS, RECORDED, THRESHOLDS));
    List<Integer> recorded = section.wholes(RECORDED, 0);
    for (int k = 0; k < recorded.size(); k++) {
      if (k == 0 ? recorded.get(0) != 0 : recorded.get(k) <= recorded.get(k - 1)) {
        throw section.wrong(RECORDED, "iterations in ascending order from 0");
      }
    }
    if (recorded.size() < 2) {
      throw section.wrong(RECORDED, "0 and at least one later iteration");
    }
    List<Double> thresholds = steps(section, THRESHOLDS);
    for (int k = 1; k < thresholds.size(); k++) {
      if (thresholds.get(k) >= thresholds.get(k - 1)) {
        throw section.wrong(THRESHOLDS, "eigenvalues in descending order");
      }
    }
    return new Attribution.SolverStudy(
        section.whole(SOLVER_SEEDS, 1),
        steps(section, ASTRA_STEPS),
        steps(section, SNI_STEPS),
        recorded,
        thresholds);
  }

  private static List<Double> steps(Section section, String key) {
    return section.distinct(key, section.numbers(key, x -> x > 0, ABOVE_ZERO));
  }

  static Map<String, Object> write(Attribution attribution) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(METHODS, attribution.methods().stream().map(AttributionMethod::label).toList());
    fields.put(MODEL_SEEDS, attribution.modelSeeds());
    fields.put(SCORED_QUERIES, attribution.scoredQueries());
    fields.put(TRAK_DIMENSION, attribution.trakDimension());
    fields.put(SEGMENTS, attribution.segments());
    fields.put(CHECKPOINTS, attribution.checkpoints());
    fields.put(SOURCE_DAMPING, Names.of(attribution.sourceDamping()));
    Map<String, Object> solver = new LinkedHashMap<>();
    solver.put(ITERATIONS, attribution.solver().iterations());
    solver.put(BATCH, attribution.solver().batch());
    solver.put(STEP, attribution.solver().stepOverDamping());
    solver.put(HALVING, attribution.solver().halvingPeriod());
    solver.put(MOMENTUM, attribution.solver().momentum());
    solver.put(PRECISION, Names.of(attribution.solver().precision()));
    fields.put(SOLVER, solver);
    attribution
        .study()
        .ifPresent(
            study -> {
              Map<String, Object> compared = new LinkedHashMap<>();
              compared.put(SOLVER_SEEDS, study.seeds());
              compared.put(ASTRA_STEPS, study.astraSteps());
              compared.put(SNI_STEPS, study.sniSteps());
              compared.put(RECORDED, study.recorded());
              compared.put(THRESHOLDS, study.thresholds());
              fields.put(STUDY, compared);
            });
    return fields;
  }
}
