package org.curvatureladder.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;

/**
 * What each step down a ladder of K + 1 methods costs in LDS, on the same masks, queries and
 * resamples:
 *
 * <pre>
 * loss_k = LDS_{k-1} - LDS_k,   total = LDS_0 - LDS_K = sum_k loss_k,   share_k = loss_k / total
 * </pre>
 *
 * <p>All methods are scored on the queries that are defined for every one of them, so that the
 * losses add up to the total and the shares to 1. A loss may be negative: a step may gain.
 *
 * <p>A share is a ratio whose denominator is measured with noise. It is given only where the whole
 * interval of the total loss is above 0; its own interval is the plain percentile interval of the
 * ratio on those resamples whose total is positive (at the 95 % level nearly all of them).
 */
public final class StepLoss {
  private final Bootstrap bootstrap;

  /** Losses whose intervals come from {@code bootstrap}. */
  public StepLoss(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * One method of the ladder.
   *
   * @param name of the rung
   * @param prediction M x Q predicted changes, at the damping chosen for it
   */
  public record Rung(String name, double[][] prediction) {}

  /**
   * A part of the total loss with its interval.
   *
   * @param value share on the data themselves
   * @param low lower end
   * @param high upper end
   * @param undefined resamples left out because their total loss is not positive
   */
  public record Share(double value, double low, double high, int undefined) {}

  /**
   * One step.
   *
   * @param from upper rung
   * @param to lower rung
   * @param loss LDS of {@code from} minus LDS of {@code to}, with its paired interval
   * @param share of the total loss; empty where the total is not clearly positive
   */
  public record Step(String from, String to, LdsEstimate loss, Optional<Share> share) {}

  /**
   * All steps.
   *
   * @param total loss from the top to the bottom rung
   * @param steps from the top down
   */
  public record Steps(LdsEstimate total, List<Step> steps) {
    /** Copies the steps. */
    public Steps {
      steps = List.copyOf(steps);
    }

    /** Whether shares of the total mean anything: its whole interval is above 0. */
    public boolean totalIsClear() {
      return total.low() > 0;
    }

    /** What to print where the shares are missing; empty where they are there. */
    public String remark() {
      return totalIsClear()
          ? ""
          : String.format(
              Locale.ROOT,
              "no shares: the total loss %.4f [%.4f, %.4f] is not clearly above 0",
              total.value(),
              total.low(),
              total.high());
    }
  }

  /**
   * Measures the steps.
   *
   * @param truth M x Q measurements, as for {@link LinearDatamodelingScore#estimate}
   * @param ladder at least two methods, from the top down
   * @param queries the queries to average over
   * @throws InvalidInputException if there are fewer than two methods, or fewer than two masks with
   *     measurements
   * @throws IllegalArgumentException if the shapes differ or a prediction is NaN
   */
  public Steps of(double[][] truth, List<Rung> ladder, int[] queries) {
    if (ladder.size() < 2) {
      throw new InvalidInputException(
          "steps of a ladder: got %d rungs, need at least 2".formatted(ladder.size()));
    }
    int[] masks = QueryCorrelations.measuredMasks(truth, queries);
    List<QueryCorrelations> rungs = new ArrayList<>();
    for (Rung rung : ladder) {
      QueryCorrelations.requireSameShape(truth, rung.prediction());
      rungs.add(new QueryCorrelations(truth, rung.prediction(), masks, queries));
    }
    int[] defined =
        IntStream.range(0, queries.length)
            .filter(k -> rungs.stream().noneMatch(rung -> rung.isUndefined(k)))
            .toArray();
    // Row 0 holds the scores on the data, row b those on resample b - 1.
    double[][] scores =
        IntStream.rangeClosed(0, bootstrap.resamples())
            .mapToObj(b -> new double[rungs.size()])
            .toArray(double[][]::new);
    int[][] resamples = bootstrap.multiplicities(masks.length);
    for (int b = 0; b < scores.length; b++) {
      int[] weights = b == 0 ? Bootstrap.once(masks.length) : resamples[b - 1];
      Arrays.setAll(
          scores[b],
          r -> LinearDatamodelingScore.mean(defined, k -> rungs.get(r).value(k, weights)));
    }
    int last = rungs.size() - 1;
    LdsEstimate total =
        loss(distribution(scores, s -> s[0] - s[last]), masks.length, queries.length, defined);
    List<Step> steps = new ArrayList<>();
    for (int k = 1; k <= last; k++) {
      int lower = k;
      BootstrapDistribution loss = distribution(scores, s -> s[lower - 1] - s[lower]);
      steps.add(
          new Step(
              ladder.get(k - 1).name(),
              ladder.get(k).name(),
              loss(loss, masks.length, queries.length, defined),
              total.low() > 0 ? Optional.of(share(scores, lower)) : Optional.empty()));
    }
    return new Steps(total, steps);
  }

  private static BootstrapDistribution distribution(
      double[][] scores, ToDoubleFunction<double[]> statistic) {
    double[] values = Arrays.stream(scores).mapToDouble(statistic).toArray();
    return new BootstrapDistribution(values[0], Arrays.copyOfRange(values, 1, values.length));
  }

  private Share share(double[][] scores, int lower) {
    BootstrapDistribution ratio =
        distribution(
            scores,
            s -> {
              double total = s[0] - s[s.length - 1];
              return total > 0 ? (s[lower - 1] - s[lower]) / total : Double.NaN;
            });
    Bootstrap.Interval interval = ratio.percentile(bootstrap.confidence());
    int undefined = (int) Arrays.stream(ratio.resampled()).filter(Double::isNaN).count();
    return new Share(ratio.estimate(), interval.low(), interval.high(), undefined);
  }

  private LdsEstimate loss(
      BootstrapDistribution distribution, int masks, int queries, int[] defined) {
    return LdsEstimate.of(
        distribution,
        bootstrap.confidence(),
        2,
        masks,
        queries,
        queries - defined.length,
        Bootstrap.RESAMPLED);
  }
}
