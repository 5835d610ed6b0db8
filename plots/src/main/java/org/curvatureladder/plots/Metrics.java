package org.curvatureladder.plots;

/**
 * The metrics of a results file that the figures draw.
 *
 * @param lds score of each method at its chosen damping
 * @param curve score of each method at every damping
 * @param ceiling noise ceiling, one per setup, alpha and checkpoint
 */
public record Metrics(String lds, String curve, String ceiling) {
  /** The names without a measurement: {@code lds}, {@code lds-curve}, {@code noise-ceiling}. */
  public static Metrics plain() {
    return new Metrics("lds", "lds-curve", "noise-ceiling");
  }

  /** The names for one measurement, for instance {@code lds-loss}. */
  public static Metrics of(String measurement) {
    Metrics plain = plain();
    return new Metrics(
        plain.lds + "-" + measurement,
        plain.curve + "-" + measurement,
        plain.ceiling + "-" + measurement);
  }
}
