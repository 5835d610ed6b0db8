package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curvatureladder.attribution.GradientDot;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.InfluenceFunction;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.ApproximationError;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.evaluation.Bootstrap;
import org.curvatureladder.evaluation.DampingChoice;
import org.curvatureladder.evaluation.DampingSelection;
import org.curvatureladder.evaluation.GroupPrediction;
import org.curvatureladder.evaluation.LdsEstimate;
import org.curvatureladder.evaluation.LinearDatamodelingScore;
import org.curvatureladder.evaluation.NoiseCeiling;
import org.curvatureladder.evaluation.NoiseCeilingEstimate;
import org.curvatureladder.evaluation.PairedComparison;
import org.curvatureladder.evaluation.QuerySplit;
import org.curvatureladder.evaluation.StepLoss;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Seeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Climbs down the ladder at every checkpoint of one setup: builds each rung, scores every training
 * point for every query at every damping, and compares the scores with the retrainings.
 */
final class SetupEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(SetupEvaluation.class);
  private static final int CEILING_SPLITS = 20;

  private final Study study;
  private final Recipe.Setup setup;
  private final List<Rung> ladder;
  private final RetrainingPlan plan;
  private final Mlp network;
  private final Bootstrap bootstrap;
  private final LinearDatamodelingScore lds;
  private final QuerySplit queries;
  private final List<ResultRow> rows = new ArrayList<>();

  SetupEvaluation(Study study, Recipe.Setup setup, List<Rung> ladder) {
    this.study = study;
    this.ladder = ladder;
    this.setup = setup;
    this.plan = study.plan(setup);
    this.network = study.network(setup);
    Recipe recipe = study.recipe();
    this.bootstrap =
        new Bootstrap(
            recipe.bootstrap().resamples(), recipe.bootstrap().confidence(), seed("bootstrap"));
    this.lds = new LinearDatamodelingScore(bootstrap);
    this.queries = QuerySplit.random(study.split().query().count(), seed("query-halves"));
  }

  private long seed(String role) {
    return Seeds.derive(study.recipe().seed(), role, "", 0, 0);
  }

  /** All results of the setup. */
  Evaluation evaluation() {
    int last = plan.checkpoints().get(plan.checkpoints().size() - 1);
    Recipe recipe = study.recipe();
    rows.add(plain(last, Metric.TRUTH, Metric.PARAMETERS, network.layout().parameterCount()));
    rows.add(plain(last, Metric.TRUTH, Metric.REPEATS, recipe.repeats()));
    rows.add(plain(last, Metric.TRUTH, Metric.QUERIES, queries.reporting().length));
    rows.add(plain(last, Metric.TRUTH, Metric.CONFIDENCE, recipe.bootstrap().confidence()));
    for (Checkpoint checkpoint : FullModel.train(study, setup)) {
      evaluate(checkpoint);
    }
    return Evaluation.of(rows);
  }

  private void evaluate(Checkpoint checkpoint) {
    int epoch = checkpoint.epoch();
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
      List<Truth> truths = plan.alphas().stream().map(alpha -> truth(alpha, epoch, floor)).toList();
      truths.forEach(truth -> addCeiling(truth, epoch));
      truths.forEach(truth -> addFloor(truth, epoch));
      List<String> labels = study.recipe().rungs();
      List<Rung> rungs = ladder.stream().filter(rung -> labels.contains(rung.label())).toList();
      climbDown(rungs, point, gradients, truths, epoch);
      truths.forEach(truth -> addSteps(truth, epoch));
    }
  }

  /**
   * H, where it is asked for, is kept until the end: the other rungs' errors are measured to it.
   */
  private void climbDown(
      List<Rung> rungs, LadderPoint point, Gradients gradients, List<Truth> truths, int epoch) {
    Curvature hessian = null;
    try {
      for (Rung rung : rungs) {
        long start = System.nanoTime();
        Curvature curvature = rung.at(point);
        try {
          if (rung.equals(Ladder.HESSIAN)) {
            hessian = curvature;
          }
          Map<Double, ScoreMatrix> scores = scores(curvature, gradients);
          double seconds = (System.nanoTime() - start) / 1e9;
          for (Truth truth : truths) {
            addRung(rung.label(), scores, truth, epoch);
          }
          if (hessian != null) {
            rows.add(
                plain(
                    epoch,
                    rung.label(),
                    Metric.ERROR_TO_H,
                    ApproximationError.relative(hessian, curvature)));
          }
          rows.add(plain(epoch, rung.label(), Metric.SECONDS, seconds));
          LOG.debug("setup {} epoch {} {}: {} s", setup.name(), epoch, rung.label(), seconds);
        } finally {
          if (curvature != hessian) {
            curvature.close();
          }
        }
      }
    } finally {
      if (hessian != null) {
        hessian.close();
      }
    }
  }

  private Map<Double, ScoreMatrix> scores(Curvature curvature, Gradients gradients) {
    Map<Double, ScoreMatrix> scores = new LinkedHashMap<>();
    for (double value : study.recipe().damping()) {
      DirectSolver solver = new DirectSolver(curvature, study.recipe().damping(value));
      scores.put(value, new InfluenceFunction(gradients, solver).scores());
    }
    return scores;
  }

  private void addRung(String rung, Map<Double, ScoreMatrix> scores, Truth truth, int epoch) {
    Map<Double, double[][]> predictions = new LinkedHashMap<>();
    scores.forEach((lambda, matrix) -> predictions.put(lambda, truth.predict(matrix)));
    DampingChoice choice = new DampingSelection(lds).choose(truth.mean(), predictions, queries);
    rows.add(estimate(truth, epoch, rung, choice.damping(), Metric.LDS, choice.reported()));
    double[][] chosen = predictions.get(choice.damping());
    LdsEstimate gain =
        new PairedComparison(bootstrap)
            .difference(truth.mean(), chosen, truth.floor(), queries.reporting());
    rows.add(estimate(truth, epoch, rung, choice.damping(), Metric.LDS_GAIN, gain));
    truth.chosen().add(new StepLoss.Rung(rung, chosen));
    for (DampingChoice.Point point : choice.curve()) {
      rows.add(estimate(truth, epoch, rung, point.damping(), Metric.LDS_CURVE, point.reporting()));
    }
  }

  /** What each step down costs, every rung at its own best damping: paired over masks. */
  private void addSteps(Truth truth, int epoch) {
    if (truth.chosen().size() < 2) {
      return;
    }
    StepLoss.Steps steps =
        new StepLoss(bootstrap).of(truth.mean(), truth.chosen(), queries.reporting());
    for (StepLoss.Step step : steps.steps()) {
      rows.add(
          estimate(
              truth,
              epoch,
              StepMetrics.step(step.from(), step.to()),
              null,
              Metric.LDS_STEP,
              step.loss()));
    }
  }

  private void addFloor(Truth truth, int epoch) {
    LdsEstimate estimate = lds.estimate(truth.mean(), truth.floor(), queries.reporting());
    rows.add(estimate(truth, epoch, GradientDot.NAME, null, Metric.LDS, estimate));
  }

  private void addCeiling(Truth truth, int epoch) {
    Optional<NoiseCeilingEstimate> estimate =
        new NoiseCeiling(CEILING_SPLITS, seed("repeat-halves"), bootstrap)
            .estimate(truth.measured().values(), queries.reporting());
    rows.add(
        new ResultRow(
            study.recipe().setting(),
            setup.name(),
            truth.alpha(),
            epoch,
            Metric.TRUTH,
            null,
            Metric.DIVERGED,
            truth.measured().divergedCount(),
            null,
            null,
            truth.measured().masks() * truth.measured().repeats(),
            "",
            0));
    if (estimate.isEmpty()) {
      return;
    }
    NoiseCeilingEstimate ceiling = estimate.get();
    rows.add(
        new ResultRow(
            study.recipe().setting(),
            setup.name(),
            truth.alpha(),
            epoch,
            Metric.TRUTH,
            null,
            Metric.CEILING,
            ceiling.ceiling(),
            ceiling.low(),
            ceiling.high(),
            ceiling.masks(),
            ceiling.resampled(),
            ceiling.undefined()));
    rows.add(
        new ResultRow(
            study.recipe().setting(),
            setup.name(),
            truth.alpha(),
            epoch,
            Metric.TRUTH,
            null,
            Metric.SPLIT_HALF,
            ceiling.splitHalf(),
            null,
            null,
            ceiling.masks(),
            "",
            ceiling.undefined()));
  }

  private ResultRow estimate(
      Truth truth, int epoch, String method, Double damping, String metric, LdsEstimate lds) {
    return new ResultRow(
        study.recipe().setting(),
        setup.name(),
        truth.alpha(),
        epoch,
        method,
        damping,
        metric,
        lds.value(),
        lds.low(),
        lds.high(),
        lds.masks(),
        lds.resampled(),
        lds.undefined());
  }

  private ResultRow plain(int epoch, String method, String metric, double value) {
    return new ResultRow(
        study.recipe().setting(),
        setup.name(),
        Double.NaN,
        epoch,
        method,
        null,
        metric,
        value,
        null,
        null,
        1,
        "",
        0);
  }

  private Truth truth(double alpha, int epoch, ScoreMatrix floor) {
    SubsetDesign design = plan.design(alpha);
    GroundTruth measured =
        study.measurements().groundTruth(plan, alpha, epoch, study.recipe().measurement());
    int[][] removed = new int[design.masks()][];
    Arrays.setAll(removed, design::removed);
    return new Truth(
        alpha, measured, measured.mean(), removed, predict(floor, removed), new ArrayList<>());
  }

  /** The retrainings of one alpha and checkpoint. */
  private record Truth(
      double alpha,
      GroundTruth measured,
      double[][] mean,
      int[][] removed,
      double[][] floor,
      List<StepLoss.Rung> chosen) {

    double[][] predict(ScoreMatrix scores) {
      return SetupEvaluation.predict(scores, removed);
    }
  }

  private static double[][] predict(ScoreMatrix scores, int[][] removed) {
    double[][] tau = new double[scores.trainCount()][scores.queryCount()];
    for (int i = 0; i < tau.length; i++) {
      System.arraycopy(scores.values(), i * scores.queryCount(), tau[i], 0, tau[i].length);
    }
    return new GroupPrediction(tau).predict(removed);
  }
}
