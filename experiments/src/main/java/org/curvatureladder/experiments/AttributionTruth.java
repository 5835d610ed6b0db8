package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.evaluation.Bootstrap;
import org.curvatureladder.evaluation.GroupPrediction;
import org.curvatureladder.evaluation.LdsComparison;
import org.curvatureladder.evaluation.LdsEstimate;
import org.curvatureladder.evaluation.NoiseCeiling;
import org.curvatureladder.evaluation.NoiseCeilingEstimate;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.retraining.GroundTruth;
import org.curvatureladder.retraining.RetrainingPlan;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.training.Seeds;

/**
 * The retrainings of a setup at the first alpha and the last checkpoint of its recipe, for the
 * queries that are scored, and the result rows that are measured against them.
 */
final class AttributionTruth {
  private static final int CEILING_SPLITS = 20;

  private final Study study;
  private final Recipe.Setup setup;
  private final double alpha;
  private final int epoch;
  private final int[] queries;
  private final int[][] removed;
  private final GroundTruth measured;
  private final double[][] mean;
  private final Bootstrap bootstrap;

  AttributionTruth(Study study, Recipe.Setup setup) {
    Recipe recipe = study.recipe();
    RetrainingPlan plan = study.plan(setup);
    this.study = study;
    this.setup = setup;
    this.alpha = recipe.alphas().get(0);
    this.epoch = plan.checkpoints().get(plan.checkpoints().size() - 1);
    int wanted = recipe.attribution().orElseThrow().scoredQueries();
    int all = study.split().query().count();
    this.queries = IntStream.range(0, wanted == 0 ? all : Math.min(wanted, all)).toArray();
    SubsetDesign design = plan.design(alpha);
    this.removed = new int[design.masks()][];
    Arrays.setAll(removed, design::removed);
    this.measured = study.measurements().groundTruth(plan, alpha, epoch, recipe.measurement());
    this.mean = measured.mean();
    for (int j = 0; j < mean.length; j++) {
      mean[j] = Arrays.copyOf(mean[j], queries.length);
    }
    this.bootstrap =
        new Bootstrap(
            recipe.bootstrap().resamples(), recipe.bootstrap().confidence(), seed("bootstrap"));
  }

  private long seed(String role) {
    return Seeds.derive(study.recipe().seed(), role, "", 0, 0);
  }

  /** The epoch whose models are compared. */
  int epoch() {
    return epoch;
  }

  /** The queries that are scored. */
  Dataset queryData() {
    return study.split().query().subset(queries);
  }

  /** For each mask the training points it does not keep. */
  int[][] removed() {
    return removed;
  }

  /** M. */
  int masks() {
    return removed.length;
  }

  /** Q, the queries that are scored. */
  int queries() {
    return queries.length;
  }

  /** M x Q predictions of scores. */
  double[][] predict(ScoreMatrix scores) {
    double[][] tau = new double[scores.trainCount()][scores.queryCount()];
    for (int i = 0; i < tau.length; i++) {
      System.arraycopy(scores.values(), i * scores.queryCount(), tau[i], 0, tau[i].length);
    }
    return new GroupPrediction(tau).predict(removed);
  }

  /** Scores methods, given by the predictions of each of their models. */
  LdsComparison compare(Map<String, List<double[][]>> methods) {
    return new LdsComparison(bootstrap, mean, methods, queries);
  }

  /** Sizes, diverged retrainings and noise ceiling. */
  List<ResultRow> facts() {
    List<ResultRow> rows = new ArrayList<>();
    int parameters = study.network(setup).layout().parameterCount();
    rows.add(fact(Metric.PARAMETERS, parameters));
    rows.add(fact(Metric.REPEATS, measured.repeats()));
    rows.add(fact(Metric.QUERIES, queries.length));
    rows.add(fact(Metric.CONFIDENCE, bootstrap.confidence()));
    int retrainings = measured.masks() * measured.repeats();
    rows.add(row(Metric.TRUTH, null, Metric.DIVERGED, measured.divergedCount(), retrainings));
    new NoiseCeiling(CEILING_SPLITS, seed("repeat-halves"), bootstrap)
        .estimate(measured.values(), queries)
        .ifPresent(ceiling -> addCeiling(rows, ceiling));
    return rows;
  }

  private void addCeiling(List<ResultRow> rows, NoiseCeilingEstimate ceiling) {
    rows.add(
        row(
            Metric.TRUTH,
            null,
            Metric.CEILING,
            ceiling.ceiling(),
            ceiling.low(),
            ceiling.high(),
            ceiling.masks(),
            ceiling.resampled(),
            ceiling.undefined()));
    rows.add(row(Metric.TRUTH, null, Metric.SPLIT_HALF, ceiling.splitHalf(), ceiling.masks()));
  }

  /** An LDS with its interval, and its standard error in a row of its own. */
  List<ResultRow> lds(String method, Double damping, LdsComparison.Contrast contrast) {
    return List.of(
        estimate(method, damping, Metric.LDS, contrast.estimate()),
        row(
            method,
            damping,
            Metric.STANDARD_ERROR,
            contrast.standardError(),
            contrast.estimate().masks()));
  }

  /** A difference of LDS with its interval, and its p value in a row of its own. */
  List<ResultRow> difference(String methods, LdsComparison.Contrast contrast) {
    return List.of(
        estimate(methods, null, Metric.LDS_DIFFERENCE, contrast.estimate()),
        row(methods, null, Metric.P_VALUE, contrast.estimate().p(), contrast.estimate().masks()));
  }

  /** A number without an interval. */
  ResultRow number(String method, Double damping, String metric, double value) {
    return row(method, damping, metric, value, 1);
  }

  /**
   * The mean of a number over runs with its t interval; none from one run.
   *
   * @param over what the runs differ in
   */
  ResultRow mean(String method, Double damping, String metric, double[] values, String over) {
    RunMean runs = new RunMean(values);
    if (values.length < 2) {
      return row(method, damping, metric, runs.mean(), 1);
    }
    double half = runs.halfWidth(bootstrap.confidence());
    return row(
        method,
        damping,
        metric,
        runs.mean(),
        runs.mean() - half,
        runs.mean() + half,
        values.length,
        over,
        0);
  }

  private ResultRow fact(String metric, double value) {
    return new ResultRow(
        study.recipe().setting(),
        setup.name(),
        Double.NaN,
        epoch,
        Metric.TRUTH,
        null,
        metric,
        value,
        null,
        null,
        1,
        "",
        0);
  }

  private ResultRow estimate(String method, Double damping, String metric, LdsEstimate estimate) {
    return row(
        method,
        damping,
        metric,
        estimate.value(),
        estimate.low(),
        estimate.high(),
        estimate.masks(),
        estimate.resampled(),
        estimate.undefined());
  }

  private ResultRow row(String method, Double damping, String metric, double value, int n) {
    return row(method, damping, metric, value, null, null, n, "", 0);
  }

  private ResultRow row(
      String method,
      Double damping,
      String metric,
      double value,
      Double low,
      Double high,
      int n,
      String resampled,
      int undefined) {
    return new ResultRow(
        study.recipe().setting(),
        setup.name(),
        alpha,
        epoch,
        method,
        damping,
        metric,
        value,
        low,
        high,
        n,
        resampled,
        undefined);
  }
}
