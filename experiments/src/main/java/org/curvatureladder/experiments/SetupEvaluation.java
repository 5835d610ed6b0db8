package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.attribution.GradientDot;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.ParameterLayout;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.training.Checkpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Climbs down the ladder at every checkpoint of one setup: builds each rung, scores every training
 * point for every query at every damping, measures the rung against the others and its scores
 * against the retrainings, and lets go of it before the next but one is built.
 */
final class SetupEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(SetupEvaluation.class);

  private final Study study;
  private final Recipe.Setup setup;
  private final List<Rung> ladder;
  private final Mlp network;
  private final int[] layers;
  private final Scoring scoring;

  SetupEvaluation(Study study, Recipe.Setup setup, List<Rung> ladder) {
    this.study = study;
    this.ladder = ladder;
    this.setup = setup;
    this.network = study.network(setup);
    ParameterLayout layout = network.layout();
    this.layers = IntStream.rangeClosed(0, layout.layers()).map(layout::offset).toArray();
    this.scoring = Scoring.of(study);
  }

  /** All results of the setup. */
  Evaluation evaluation() {
    List<Evaluation> parts = new ArrayList<>();
    List<Integer> checkpoints = study.recipe().checkpoints();
    Rows facts = rows(checkpoints.get(checkpoints.size() - 1));
    facts.add(Metric.TRUTH, Metric.PARAMETERS, network.layout().parameterCount());
    facts.add(Metric.TRUTH, Metric.REPEATS, study.recipe().repeats());
    facts.add(Metric.TRUTH, Metric.QUERIES, scoring.queries().reporting().length);
    facts.add(Metric.TRUTH, Metric.CONFIDENCE, study.recipe().bootstrap().confidence());
    parts.add(facts.evaluation());
    for (Checkpoint checkpoint : FullModel.train(study, setup)) {
      Rows rows = rows(checkpoint.epoch());
      evaluate(checkpoint, rows);
      parts.add(rows.evaluation());
    }
    return Evaluation.concat(parts);
  }

  private Rows rows(int epoch) {
    return Rows.of(study.recipe().setting(), setup.name(), epoch);
  }

  private void evaluate(Checkpoint checkpoint, Rows rows) {
    Stopwatch watch = new Stopwatch(study.label(setup) + " epoch " + checkpoint.epoch());
    List<AttributionMeasures> truths =
        study.recipe().alphas().stream()
            .map(alpha -> Truth.read(study, setup, alpha, checkpoint.epoch()))
            .map(truth -> new AttributionMeasures(rows, scoring, truth))
            .toList();
    truths.forEach(AttributionMeasures::addCeiling);
    watch.lap("retrainings and noise ceiling");
    try (Gradients gradients =
            Gradients.of(
                network,
                checkpoint.theta(),
                study.split().train(),
                study.split().query(),
                study.recipe().measurement());
        LadderPoint point =
            new LadderPoint(
                network, checkpoint.theta(), study.split().train(), study.recipe().curvature())) {
      ScoreMatrix floor = new GradientDot(gradients).scores();
      truths.forEach(truth -> truth.addFloor(floor));
      watch.lap("gradients");
      climbDown(point, gradients, truths, rows, watch);
    }
    truths.forEach(AttributionMeasures::finish);
    watch.lap("paired steps");
  }

  private void climbDown(
      LadderPoint point,
      Gradients gradients,
      List<AttributionMeasures> truths,
      Rows rows,
      Stopwatch watch) {
    Recipe recipe = study.recipe();
    boolean small = network.layout().parameterCount() <= recipe.spectraUpTo();
    List<ScoredRung> open = new ArrayList<>();
    try (MatrixErrors errors = new MatrixErrors(rows, layers, small);
        SpectrumMeasures spectra =
            new SpectrumMeasures(rows, layers, recipe.rungs(), recipe.curvature().blocks())) {
      for (Rung rung : rungs()) {
        Curvature curvature = rung.at(point);
        ScoredRung scored = ScoredRung.of(curvature, gradients, recipe);
        open.add(scored);
        rows.add(rung.label(), Metric.SECONDS, watch.lap(rung + " built and solved"));
        if (small) {
          spectra.descend(curvature);
          watch.lap(rung + " spectra");
        }
        curvature.releaseFactors();
        errors.descend(curvature);
        watch.lap(rung + " matrix errors");
        truths.forEach(truth -> truth.descend(scored));
        watch.lap(rung + " LDS");
        if (open.size() > 2) {
          open.remove(1).close();
        }
      }
      errors.finish();
      spectra.finish();
      watch.lap("shares and overlaps");
    } finally {
      open.forEach(ScoredRung::close);
    }
  }

  private List<Rung> rungs() {
    List<String> labels = study.recipe().rungs();
    return ladder.stream().filter(rung -> labels.contains(rung.label())).toList();
  }

  /** Says at debug level what each part took. */
  private static final class Stopwatch {
    private final String what;
    private long last = System.nanoTime();

    Stopwatch(String what) {
      this.what = what;
    }

    /** Seconds since the last lap. */
    double lap(String part) {
      long now = System.nanoTime();
      double seconds = (now - last) / 1e9;
      last = now;
      LOG.debug("{}: {} in {} s", what, part, seconds);
      return seconds;
    }
  }
}
