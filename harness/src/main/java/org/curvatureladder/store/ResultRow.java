package org.curvatureladder.store;

/**
 * One number of results.csv with its interval and what is needed to judge it.
 *
 * @param setting which of the recipe's settings; {@link #ONLY_SETTING} where it has one only
 * @param setup name of the setup
 * @param alpha kept fraction; NaN where none applies (a matrix error)
 * @param checkpoint epoch
 * @param method rung or attribution method, for instance {@code EK-FAC}
 * @param damping damping value; null where none applies
 * @param metric what the value is, with the measurement where one applies: {@code lds-loss}
 * @param value point estimate; NaN if undefined
 * @param low lower end of the interval; null without one
 * @param high upper end of the interval; null without one
 * @param n number of units that entered
 * @param resampled what the interval resampled, for instance {@code masks}; empty without one
 * @param undefined units left out because undefined there
 */
public record ResultRow(
    String setting,
    String setup,
    double alpha,
    int checkpoint,
    String method,
    Double damping,
    String metric,
    double value,
    Double low,
    Double high,
    int n,
    String resampled,
    int undefined) {
  /** The setting of a recipe without settings. */
  public static final String ONLY_SETTING = "default";
}
