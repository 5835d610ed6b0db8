package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * The eigenvectors of a curvature whose eigenvalues sigma lie in (above, upTo], and the orthogonal
 * projection on what they span: the spectral function that is 1 there and 0 elsewhere. Bands that
 * share no eigenvalue and leave none out have projections that add up to the identity.
 *
 * @param above lower end, itself outside; below every eigenvalue for no lower end
 * @param upTo upper end, itself inside
 */
public record EigenvalueBand(double above, double upTo) {

  /** Every eigenvalue. */
  public static final EigenvalueBand ALL =
      new EigenvalueBand(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** All eigenvalues larger than {@code threshold}: the high-curvature directions. */
  public static EigenvalueBand above(double threshold) {
    return new EigenvalueBand(threshold, Double.POSITIVE_INFINITY);
  }

  /** The bands between thresholds, from the top down, open at both ends: one more than those. */
  public static List<EigenvalueBand> between(List<Double> descending) {
    List<EigenvalueBand> bands = new ArrayList<>();
    double upTo = Double.POSITIVE_INFINITY;
    for (double threshold : descending) {
      bands.add(new EigenvalueBand(threshold, upTo));
      upTo = threshold;
    }
    bands.add(new EigenvalueBand(Double.NEGATIVE_INFINITY, upTo));
    return bands;
  }

  /** Whether an eigenvalue belongs to the band. */
  public boolean contains(double sigma) {
    return sigma > above && sigma <= upTo;
  }

  /** Every row of a k x P matrix projected on the band; k x P, the caller's to close. */
  public DenseMatrix project(Diagonalised curvature, DenseMatrix rows) {
    return curvature.apply(sigma -> contains(sigma) ? 1 : 0, rows);
  }

  /** For instance {@code above 1e-2}, {@code all}. */
  public String label() {
    if (equals(ALL)) {
      return "all";
    }
    if (upTo == Double.POSITIVE_INFINITY) {
      return "above " + power(above);
    }
    return above == Double.NEGATIVE_INFINITY
        ? "up to " + power(upTo)
        : power(above) + " to " + power(upTo);
  }

  private static String power(double value) {
    double exponent = Math.log10(value);
    return exponent == Math.rint(exponent)
        ? "1e" + (int) exponent
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
