package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.curvature.Hessian;
import org.curvatureladder.curvature.InverseError;
import org.curvatureladder.evaluation.DampingChoice;
import org.curvatureladder.evaluation.LdsByRepeats;
import org.curvatureladder.evaluation.LdsEstimate;
import org.curvatureladder.evaluation.NoiseCeilingEstimate;
import org.curvatureladder.evaluation.PairedComparison;
import org.curvatureladder.evaluation.ScoreAgreement;
import org.curvatureladder.evaluation.StepLoss;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.store.IterationMethod;
import org.curvatureladder.store.ResultRow;

/**
 * The scores of one checkpoint's rungs, which come from the top down, against the retrainings of
 * one alpha, against H's scores and against the rung above.
 *
 * <p>Every rung is scored at its own best damping, chosen on one half of the queries, and at a
 * COMMON one: the best for the top rung.
 */
final class AttributionMeasures {
  private final Rows rows;
  private final Scoring scoring;
  private final Truth truth;
  private final List<StepLoss.Rung> chosen = new ArrayList<>();
  private final List<StepLoss.Rung> common = new ArrayList<>();
  private double[][] floor;
  private ScoredRung top;
  private ScoredRung above;
  private double topDamping;
  private double aboveDamping;

  /** Measures against the retrainings of one alpha. */
  AttributionMeasures(Rows rows, Scoring scoring, Truth truth) {
    this.rows = rows;
    this.scoring = scoring;
    this.truth = truth;
  }

  /** What the retrainings themselves allow: noise ceiling, retrainings that diverged. */
  void addCeiling() {
    double alpha = truth.alpha();
    int retrainings = truth.measured().masks() * truth.measured().repeats();
    rows.add(
        alpha, Metric.TRUTH, null, Metric.DIVERGED, truth.measured().divergedCount(), retrainings);
    scoring.ceiling(truth.measured()).ifPresent(this::addCeiling);
    scoring
        .ceilings(truth.measured())
        .forEach(
            (repeats, ceiling) ->
                rows.add(
                    alpha,
                    new IterationMethod(Metric.CEILING, repeats).toString(),
                    null,
                    Metric.LDS_BY_REPEATS,
                    ceiling.ceiling(),
                    ceiling.masks(),
                    ceiling.undefined()));
  }

  private void addCeiling(NoiseCeilingEstimate ceiling) {
    rows.results()
        .add(
            new ResultRow(
                rows.setting(),
                rows.setup(),
                truth.alpha(),
                rows.epoch(),
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
        truth.alpha(),
        Metric.TRUTH,
        null,
        Metric.SPLIT_HALF,
        ceiling.splitHalf(),
        ceiling.masks(),
        ceiling.undefined());
  }

  /** The score without any curvature. */
  void addFloor(ScoreMatrix scores) {
    floor = truth.predict(scores);
    LdsEstimate estimate =
        scoring.lds().estimate(truth.mean(), floor, scoring.queries().reporting());
    rows.add(truth.alpha(), scores.method(), null, Metric.LDS, estimate);
  }

  /**
   * Measures the next rung, after the floor; the top one and the one above stay open until the one
   * below is done.
   */
  void descend(ScoredRung rung) {
    Map<Double, double[][]> predictions = new LinkedHashMap<>();
    rung.scores().forEach((lambda, scores) -> predictions.put(lambda, truth.predict(scores)));
    DampingChoice choice = scoring.selection().choose(truth.mean(), predictions, scoring.queries());
    double damping = choice.damping();
    if (top == null) {
      top = rung;
      topDamping = damping;
    }
    rows.add(truth.alpha(), rung.name(), damping, Metric.LDS, choice.reported());
    LdsEstimate gain =
        new PairedComparison(scoring.bootstrap())
            .difference(
                truth.mean(), predictions.get(damping), floor, scoring.queries().reporting());
    rows.add(truth.alpha(), rung.name(), damping, Metric.LDS_GAIN, gain);
    addRepeats(rung, predictions.get(damping));
    for (DampingChoice.Point point : choice.curve()) {
      rows.add(truth.alpha(), rung.name(), point.damping(), Metric.LDS_CURVE, point.reporting());
      if (point.damping() == topDamping) {
        rows.add(truth.alpha(), rung.name(), topDamping, Metric.LDS_COMMON, point.reporting());
      }
    }
    if (top.name().equals(Hessian.NAME) && rung != top) {
      addAgreement(rung, Metric.AGREEMENT, damping);
      addAgreement(rung, Metric.AGREEMENT_COMMON, topDamping);
      InverseError error = inverseError(top, rung, topDamping);
      add(rung.name(), topDamping, Metric.INVERSE_TO_H, error.whole(), error);
      add(rung.name(), topDamping, Metric.INVERSE_COSINE_TO_H, error.cosine(), error);
    }
    if (above != null) {
      String step = StepMetrics.step(above.name(), rung.name());
      InverseError own = inverseError(above, rung, aboveDamping);
      add(step, aboveDamping, Metric.INVERSE_STEP, own.whole(), own);
      InverseError same = inverseError(above, rung, topDamping);
      add(step, topDamping, Metric.INVERSE_STEP_COMMON, same.whole(), same);
    }
    chosen.add(new StepLoss.Rung(rung.name(), predictions.get(damping)));
    common.add(new StepLoss.Rung(rung.name(), predictions.get(topDamping)));
    above = rung;
    aboveDamping = damping;
  }

  /** How many retrainings are enough. */
  private void addRepeats(ScoredRung rung, double[][] prediction) {
    for (LdsByRepeats.Point point : scoring.byRepeats(truth.measured(), prediction)) {
      String at = new IterationMethod(rung.name(), point.repeats()).toString();
      rows.add(truth.alpha(), at, null, Metric.LDS_BY_REPEATS, point.lds());
    }
  }

  private void addAgreement(ScoredRung rung, String metric, double damping) {
    ScoreAgreement agreement =
        ScoreAgreement.of(
            Truth.table(top.scores().get(topDamping)), Truth.table(rung.scores().get(damping)));
    rows.add(
        truth.alpha(),
        rung.name(),
        damping,
        metric,
        agreement.mean(),
        agreement.perQuery().length,
        agreement.undefined());
  }

  private static InverseError inverseError(ScoredRung from, ScoredRung to, double damping) {
    return InverseError.of(from.solutions().get(damping), to.solutions().get(damping));
  }

  private void add(String method, double damping, String metric, double value, InverseError error) {
    rows.add(truth.alpha(), method, damping, metric, value, error.perQuery().length);
  }

  /** What each step down costs, paired over masks, once all rungs have come. */
  void finish() {
    if (chosen.size() < 2) {
      return;
    }
    StepLoss losses = new StepLoss(scoring.bootstrap());
    int[] queries = scoring.queries().reporting();
    StepLoss.Steps own = losses.of(truth.mean(), chosen, queries);
    addLosses(own, Metric.LDS_STEP, Metric.P_VALUE);
    String whole = StepMetrics.step(chosen.get(0).name(), chosen.get(chosen.size() - 1).name());
    rows.add(truth.alpha(), whole, null, Metric.LDS_TOTAL, own.total());
    for (StepLoss.Step step : own.steps()) {
      step.share().ifPresent(share -> addShare(step, share));
    }
    addLosses(
        losses.of(truth.mean(), common, queries), Metric.LDS_STEP_COMMON, Metric.P_VALUE_COMMON);
  }

  private void addLosses(StepLoss.Steps steps, String loss, String pValue) {
    for (StepLoss.Step step : steps.steps()) {
      String name = StepMetrics.step(step.from(), step.to());
      rows.add(truth.alpha(), name, null, loss, step.loss());
      rows.add(
          truth.alpha(),
          name,
          null,
          pValue,
          step.loss().p(),
          step.loss().masks(),
          step.loss().undefined());
    }
  }

  private void addShare(StepLoss.Step step, StepLoss.Share share) {
    rows.results()
        .add(
            new ResultRow(
                rows.setting(),
                rows.setup(),
                truth.alpha(),
                rows.epoch(),
                StepMetrics.step(step.from(), step.to()),
                null,
                Metric.LDS_STEP_SHARE,
                share.value(),
                share.low(),
                share.high(),
                step.loss().masks(),
                step.loss().resampled(),
                share.undefined()));
  }
}
