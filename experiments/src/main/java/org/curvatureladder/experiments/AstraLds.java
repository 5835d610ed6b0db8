package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curvatureladder.evaluation.LdsComparison;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.AttributionMethod;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.Predictions;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.verdict.RowNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LDS of every attribution method, of single models (the mean over the models of their own LDS)
 * and of their ensemble (the LDS of the mean of their scores, {@code METHOD xS}), and the paired
 * differences that the paper's claims are about.
 */
final class AstraLds implements SetupAnalysis {
  private static final Logger LOG = LoggerFactory.getLogger(AstraLds.class);

  /** First minus second, for single models, for ensembles, and for what ensembling gains. */
  private static final List<Pair> PAIRS =
      List.of(
          new Pair(AttributionMethod.ASTRA_IF, AttributionMethod.EK_FAC_IF),
          new Pair(AttributionMethod.ASTRA_SOURCE, AttributionMethod.SOURCE),
          new Pair(AttributionMethod.GGN_IF, AttributionMethod.ASTRA_IF),
          new Pair(AttributionMethod.GGN_IF, AttributionMethod.EK_FAC_IF),
          new Pair(AttributionMethod.SOURCE, AttributionMethod.EK_FAC_IF),
          new Pair(AttributionMethod.ASTRA_SOURCE, AttributionMethod.ASTRA_IF));

  private record Pair(AttributionMethod first, AttributionMethod second) {}

  private final KeptPredictions kept;

  /** Keeps what every method predicts from every model. */
  AstraLds(KeptPredictions kept) {
    this.kept = kept;
  }

  @Override
  public Evaluation evaluate(Study study, Recipe.Setup setup) {
    Attribution options = study.recipe().attribution().orElseThrow();
    AttributionTruth truth = new AttributionTruth(study, setup);
    Map<AttributionMethod, List<double[][]>> predictions = new EnumMap<>(AttributionMethod.class);
    Map<AttributionMethod, Double> seconds = new EnumMap<>(AttributionMethod.class);
    Map<AttributionMethod, Double> dampings = new EnumMap<>(AttributionMethod.class);
    options.methods().forEach(method -> predictions.put(method, new ArrayList<>()));
    for (int number = 0; number < options.modelSeeds(); number++) {
      LazyModel model = new LazyModel(study, setup, number, truth);
      for (AttributionMethod method : options.methods()) {
        Predictions made =
            kept.get(study, setup, truth, method.label(), number, () -> model.score(method));
        predictions.get(method).add(made.values());
        seconds.merge(method, made.seconds(), Double::sum);
        dampings.put(method, made.damping());
      }
    }
    List<ResultRow> rows = new ArrayList<>(truth.facts());
    int models = options.modelSeeds();
    Map<String, List<double[][]>> all = new LinkedHashMap<>();
    predictions.forEach(
        (method, each) -> {
          all.put(method.label(), each);
          if (models > 1) {
            all.put(ensemble(method, models), List.<double[][]>of(mean(each)));
          }
        });
    LdsComparison comparison = truth.compare(all);
    for (AttributionMethod method : options.methods()) {
      Double damping = dampings.get(method);
      rows.addAll(truth.lds(method.label(), damping, comparison.lds(method.label())));
      if (models > 1) {
        String together = ensemble(method, models);
        rows.addAll(truth.lds(together, damping, comparison.lds(together)));
        rows.addAll(difference(truth, comparison, together, method.label()));
      }
      rows.add(truth.number(method.label(), damping, Metric.SECONDS, seconds.get(method) / models));
    }
    for (Pair pair : PAIRS) {
      if (options.methods().contains(pair.first()) && options.methods().contains(pair.second())) {
        addPair(rows, truth, comparison, pair, models);
      }
    }
    return Evaluation.of(rows);
  }

  private static void addPair(
      List<ResultRow> rows,
      AttributionTruth truth,
      LdsComparison comparison,
      Pair pair,
      int models) {
    String first = pair.first().label();
    String second = pair.second().label();
    rows.addAll(difference(truth, comparison, first, second));
    if (models > 1) {
      String firsts = ensemble(pair.first(), models);
      String seconds = ensemble(pair.second(), models);
      rows.addAll(difference(truth, comparison, firsts, seconds));
      rows.addAll(
          truth.difference(
              RowNames.ensembleGain(first, second),
              comparison.contrast(Map.of(firsts, 1.0, first, -1.0, seconds, -1.0, second, 1.0))));
    }
  }

  private static List<ResultRow> difference(
      AttributionTruth truth, LdsComparison comparison, String first, String second) {
    return truth.difference(
        RowNames.difference(first, second), comparison.difference(first, second));
  }

  private static String ensemble(AttributionMethod method, int models) {
    return RowNames.ensemble(method.label(), models);
  }

  /** A model that is trained when the first method asks for it. */
  private static final class LazyModel {
    private final Study study;
    private final Recipe.Setup setup;
    private final int number;
    private final AttributionTruth truth;
    private AttributedModel model;

    LazyModel(Study study, Recipe.Setup setup, int number, AttributionTruth truth) {
      this.study = study;
      this.setup = setup;
      this.number = number;
      this.truth = truth;
    }

    Predictions score(AttributionMethod method) {
      if (model == null) {
        model = new AttributedModel(study, setup, number, truth.queryData());
      }
      long start = System.nanoTime();
      double[][] values = truth.predict(model.scores(method));
      double took = (System.nanoTime() - start) / 1e9;
      LOG.info(
          "setup {}: model {} scored by {} in {} s",
          study.label(setup),
          number + 1,
          method.label(),
          String.format(Locale.ROOT, "%.1f", took));
      return new Predictions(model.damping(method), took, values);
    }
  }

  /** Predictions are sums of scores, so their mean is the prediction of the mean scores. */
  private static double[][] mean(List<double[][]> predictions) {
    double[][] mean = new double[predictions.get(0).length][predictions.get(0)[0].length];
    for (double[][] each : predictions) {
      for (int j = 0; j < mean.length; j++) {
        for (int q = 0; q < mean[j].length; q++) {
          mean[j][q] += each[j][q] / predictions.size();
        }
      }
    }
    return mean;
  }
}
