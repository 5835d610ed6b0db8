package org.curvatureladder.verdict;

/**
 * One measured effect that a claim is judged by.
 *
 * @param place where
 * @param metric of the row it was read from
 * @param method of that row, for instance {@code ASTRA - EK-FAC}
 * @param effect the point estimate
 * @param low lower end of its interval; the effect itself where it is exact
 * @param high upper end
 * @param p unadjusted two-sided p-value of the hypothesis that the effect is 0; NaN where the rule
 *     needs none
 * @param n number of units resampled (masks)
 * @param confidence level of the interval
 */
public record Comparison(
    Place place,
    String metric,
    String method,
    double effect,
    double low,
    double high,
    double p,
    int n,
    double confidence) {

  /** Whether the effect has no sampling error: a matrix norm. */
  public boolean isExact() {
    return low == high;
  }

  double middle() {
    return (low + high) / 2;
  }

  double halfWidth() {
    return (high - low) / 2;
  }
}
