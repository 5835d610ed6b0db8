package org.curvatureladder.curvature;

/**
 * A spectrum in numbers, by ABSOLUTE value: sorted signed values would give an indefinite H a
 * condition number that means nothing.
 *
 * <p>An eigenvalue is tiny if |lambda| <= n eps max|lambda| with eps = 2^-52: what rounding in a
 * symmetric eigensolver leaves of an exact zero, and the threshold at which numerical rank is
 * commonly counted (Golub and Van Loan, Matrix Computations, 4th ed., section 5.4.1; LAPACK Users'
 * Guide, section 4.7). Only an eigenvalue below minus that threshold counts as negative.
 *
 * @param size number of eigenvalues n
 * @param largest max |lambda|
 * @param meanAbsolute mean |lambda|; the mean eigenvalue for a positive semi-definite matrix
 * @param condition max |lambda| / min |lambda|; infinite if an eigenvalue is exactly 0, and
 *     rounding noise wherever {@code tiny > 0}
 * @param effectiveCondition max |lambda| / min |lambda| over the eigenvalues that are not tiny; NaN
 *     for the zero matrix
 * @param negative eigenvalues below -threshold
 * @param tiny eigenvalues within the threshold
 * @param threshold n eps max|lambda|
 */
public record SpectrumSummary(
    int size,
    double largest,
    double meanAbsolute,
    double condition,
    double effectiveCondition,
    int negative,
    int tiny,
    double threshold) {

  /**
   * Summarises eigenvalues in any order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static SpectrumSummary of(double[] eigenvalues) {
    if (eigenvalues.length == 0) {
      throw new IllegalArgumentException("no eigenvalues");
    }
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (double value : eigenvalues) {
      largest = Math.max(largest, Math.abs(value));
      smallest = Math.min(smallest, Math.abs(value));
      sum += Math.abs(value);
    }
    double threshold = eigenvalues.length * Math.ulp(1.0) * largest;
    int negative = 0;
    int tiny = 0;
    double smallestThatCounts = Double.POSITIVE_INFINITY;
    for (double value : eigenvalues) {
      if (Math.abs(value) <= threshold) {
        tiny++;
      } else {
        smallestThatCounts = Math.min(smallestThatCounts, Math.abs(value));
        negative += value < 0 ? 1 : 0;
      }
    }
    return new SpectrumSummary(
        eigenvalues.length,
        largest,
        sum / eigenvalues.length,
        largest / smallest,
        tiny == eigenvalues.length ? Double.NaN : largest / smallestThatCounts,
        negative,
        tiny,
        threshold);
  }
}
