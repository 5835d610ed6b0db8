package org.curvatureladder.curvature;

import java.util.Arrays;

/**
 * Two spectra of one size, eigenvalue against eigenvalue by rank (1 = largest, signed): what a
 * log-log scatter shows, and how far it is from the diagonal.
 *
 * <p>{@code overlap} is the eigenvalue overlap of paper A (Hong et al. 2025, arXiv 2509.23437): 1 -
 * ||sort(lambda) - sort(lambda_ref)|| / ||lambda_ref||; 1 for equal spectra, 0 for the zero matrix,
 * and negative where the spectra differ by more than the reference is long. By Hoffman and Wielandt
 * ||sort(lambda) - sort(lambda_ref)|| <= ||A - A_ref||_F, so 1 - overlap is the least relative
 * error that any eigenbasis could give these eigenvalues.
 *
 * @param reference eigenvalues of the reference, descending
 * @param approximation eigenvalues of the approximation, descending
 * @param overlap as above; NaN if the reference is zero
 * @param rmsDecades root mean square of log10(approximation / reference) over the pairs of two
 *     positive eigenvalues that are not tiny (see {@link SpectrumSummary}); NaN without one
 * @param compared number of those pairs
 */
public record SpectrumAlignment(
    double[] reference, double[] approximation, double overlap, double rmsDecades, int compared) {

  /**
   * Aligns two spectra, given in any order.
   *
   * @throws IllegalArgumentException if they differ in size
   */
  public static SpectrumAlignment of(double[] reference, double[] approximation) {
    if (reference.length != approximation.length) {
      throw new IllegalArgumentException(
          "spectra of %d and %d eigenvalues".formatted(reference.length, approximation.length));
    }
    double[] r = descending(reference);
    double[] a = descending(approximation);
    double leastR = SpectrumSummary.of(r).threshold();
    double leastA = SpectrumSummary.of(a).threshold();
    double distance = 0;
    double norm = 0;
    double decades = 0;
    int compared = 0;
    for (int k = 0; k < r.length; k++) {
      distance += (a[k] - r[k]) * (a[k] - r[k]);
      norm += r[k] * r[k];
      if (r[k] > leastR && a[k] > leastA) {
        double decade = Math.log10(a[k] / r[k]);
        decades += decade * decade;
        compared++;
      }
    }
    return new SpectrumAlignment(
        r, a, 1 - Math.sqrt(distance / norm), Math.sqrt(decades / compared), compared);
  }

  private static double[] descending(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      double swapped = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = swapped;
    }
    return sorted;
  }
}
