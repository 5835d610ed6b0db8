package org.curvatureladder.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.curvatureladder.store.ResultRow;

/** Result rows with given effects and intervals. */
final class FakeRows {
  static final List<String> STEPS =
      List.of("H->GGN", "GGN->Block-GGN", "Block-GGN->EK-FAC", "EK-FAC->K-FAC");

  private final List<ResultRow> rows = new ArrayList<>();
  private String setting = ResultRow.ONLY_SETTING;

  FakeRows setting(String name) {
    setting = name;
    return this;
  }

  /** A row with an interval of the given half-width. */
  FakeRows add(String setup, int epoch, String metric, String method, double value, double half) {
    rows.add(
        new ResultRow(
            setting,
            setup,
            0.5,
            epoch,
            method,
            null,
            metric,
            value,
            value - half,
            value + half,
            100,
            "masks",
            0));
    return this;
  }

  /** A row without an interval. */
  FakeRows exact(String setup, int epoch, String metric, String method, double value) {
    rows.add(
        new ResultRow(
            setting, setup, Double.NaN, epoch, method, null, metric, value, null, null, 1, "", 0));
    return this;
  }

  /** A paired difference with its p-value. */
  FakeRows tested(
      String setup, int epoch, String metric, String method, double value, double half, double p) {
    add(setup, epoch, metric, method, value, half);
    rows.add(
        new ResultRow(
            setting, setup, 0.5, epoch, method, null, "p-value", p, null, null, 100, "masks", 0));
    return this;
  }

  /** The four steps down at one place: losses and half-widths; p from their ratio. */
  FakeRows steps(String setup, int epoch, double half, double... losses) {
    for (int k = 0; k < losses.length; k++) {
      double p = Math.abs(losses[k]) > half ? 1e-9 : 0.4;
      tested(setup, epoch, "lds-step", STEPS.get(k), losses[k], half, p);
    }
    return this;
  }

  /** Squared-error shares of the three steps below GGN. */
  FakeRows shares(String setup, int epoch, double... shares) {
    for (int k = 0; k < shares.length; k++) {
      exact(setup, epoch, "step-error-share", STEPS.get(k + 1), shares[k]);
    }
    return this;
  }

  FakeRows repeats(String setup, double repeats) {
    return exact(setup, 1000, "repeats", "retraining", repeats);
  }

  /** The same without the rows of a metric and method. */
  FakeRows without(String metric, String... methods) {
    FakeRows fewer = new FakeRows();
    fewer.rows.addAll(rows);
    fewer.rows.removeIf(
        row -> row.metric().equals(metric) && Arrays.asList(methods).contains(row.method()));
    return fewer;
  }

  List<ResultRow> rows() {
    return List.copyOf(rows);
  }

  Evidence as(String experiment) {
    return new Evidence(Map.of(experiment, rows()));
  }

  static Claim claim(String id) {
    return java.util.stream.Stream.concat(LadderClaims.all().stream(), AstraClaims.all().stream())
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Verdict verdict(String id, Evidence evidence) {
    return new VerdictRule().decide(claim(id), evidence);
  }
}
