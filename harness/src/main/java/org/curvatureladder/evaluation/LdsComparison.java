package org.curvatureladder.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;

/**
 * The LDS of several methods and any contrast of them, on the same masks, queries and resamples:
 *
 * <pre>contrast = sum_k w_k LDS_k,   LDS_k = mean over the models s of method k of LDS(g_ks)</pre>
 *
 * A difference of two methods has the weights 1 and -1; what an ensemble gains with one method more
 * than with another is a contrast of four. A method may come with the predictions of several models
 * trained with different seeds; its LDS is then the mean of theirs, NOT that of their mean
 * prediction, which is the ensemble's.
 *
 * <p>Queries whose correlation is undefined for one method are left out of all of them. What the
 * bootstrap resamples is the masks ({@link Bootstrap}).
 */
public final class LdsComparison {
  private final Bootstrap bootstrap;
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private final int masks;
  private final int queries;
  private final int undefined;

  /**
   * Scores every method on the data and on every resample.
   *
   * @param bootstrap of the masks
   * @param truth M x Q measurements, as for {@link LinearDatamodelingScore#estimate}
   * @param methods for every method the M x Q predictions of its models, at least one
   * @param queries the queries to average over
   * @throws InvalidInputException if a method has no model, or fewer than two masks are measured
   * @throws IllegalArgumentException if shapes differ or a prediction is NaN
   */
  public LdsComparison(
      Bootstrap bootstrap, double[][] truth, Map<String, List<double[][]>> methods, int[] queries) {
    this.bootstrap = bootstrap;
    int[] measured = QueryCorrelations.measuredMasks(truth, queries);
    Map<String, List<QueryCorrelations>> correlations = new LinkedHashMap<>();
    methods.forEach(
        (name, models) -> {
          if (models.isEmpty()) {
            throw new InvalidInputException("method " + name + " has no model to score");
          }
          models.forEach(model -> QueryCorrelations.requireSameShape(truth, model));
          correlations.put(
              name,
              models.stream()
                  .map(model -> new QueryCorrelations(truth, model, measured, queries))
                  .toList());
        });
    int[] defined =
        IntStream.range(0, queries.length)
            .filter(
                k ->
                    correlations.values().stream()
                        .flatMap(List::stream)
                        .noneMatch(model -> model.isUndefined(k)))
            .toArray();
    this.masks = measured.length;
    this.queries = queries.length;
    this.undefined = queries.length - defined.length;
    int[][] resamples = bootstrap.multiplicities(masks);
    correlations.forEach(
        (name, models) -> {
          double[] own = new double[resamples.length + 1];
          own[0] = mean(models, defined, Bootstrap.once(masks));
          for (int b = 0; b < resamples.length; b++) {
            own[b + 1] = mean(models, defined, resamples[b]);
          }
          scores.put(name, own);
        });
  }

  /**
   * A contrast with its uncertainty.
   *
   * @param estimate value and interval
   * @param standardError standard deviation of the resampled values
   */
  public record Contrast(LdsEstimate estimate, double standardError) {}

  /** The LDS of one method. */
  public Contrast lds(String method) {
    return contrast(Map.of(method, 1.0));
  }

  /** LDS of {@code first} minus LDS of {@code second}. */
  public Contrast difference(String first, String second) {
    return contrast(Map.of(first, 1.0, second, -1.0));
  }

  /**
   * A weighted sum of LDS.
   *
   * @param weights by method
   * @throws IllegalArgumentException if a method was not scored
   */
  public Contrast contrast(Map<String, Double> weights) {
    double[] values = new double[bootstrap.resamples() + 1];
    double most = 0;
    for (Map.Entry<String, Double> term : weights.entrySet()) {
      double[] own = scores.get(term.getKey());
      if (own == null) {
        throw new IllegalArgumentException(
            "method %s was not scored, only %s".formatted(term.getKey(), scores.keySet()));
      }
      most += Math.abs(term.getValue());
      for (int b = 0; b < values.length; b++) {
        values[b] += term.getValue() * own[b];
      }
    }
    BootstrapDistribution distribution =
        new BootstrapDistribution(values[0], Arrays.copyOfRange(values, 1, values.length));
    return new Contrast(
        LdsEstimate.of(
            distribution,
            bootstrap.confidence(),
            most,
            masks,
            queries,
            undefined,
            Bootstrap.RESAMPLED),
        distribution.standardError());
  }

  private static double mean(List<QueryCorrelations> models, int[] queries, int[] weights) {
    return models.stream()
        .mapToDouble(model -> LinearDatamodelingScore.mean(queries, k -> model.value(k, weights)))
        .average()
        .orElseThrow();
  }
}
