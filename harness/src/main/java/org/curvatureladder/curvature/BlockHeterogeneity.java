package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.List;

/**
 * How unlike the spectra of the blocks of one curvature are: one damping lambda for all blocks is
 * the less fitting the more they differ. Paper A (Hong et al. 2025, arXiv 2509.23437) studies the
 * spread of the blocks' spectra as a criterion for damping; the measure in use elsewhere is the
 * Jensen-Shannon distance of Zhang et al. 2024 (arXiv 2402.16788, section 3.2). Several readings
 * side by side, with m_b = mean |lambda| of block b (trace / size for a positive semi-definite
 * one):
 *
 * @param variation coefficient of variation of the m_b over blocks: standard deviation (divided by
 *     the number of blocks) / mean; dominated by the largest block
 * @param decades standard deviation over blocks of log10 m_b: the same for a scaled curvature, and
 *     a block ten times smaller counts as much as one ten times larger
 * @param range log10(max m_b / min m_b)
 * @param divergence mean over pairs of blocks of the Jensen-Shannon divergence, in bits (0 = alike,
 *     1 = disjoint), between the histograms of log10 |lambda|: bins of half a decade, counted from
 *     the largest |lambda| of all blocks, everything 16 decades below it and more in the last bin
 */
public record BlockHeterogeneity(
    double variation, double decades, double range, double divergence) {
  private static final int BINS_PER_DECADE = 2;
  private static final int BINS = 16 * BINS_PER_DECADE + 1;

  /**
   * Measures the blocks of one curvature.
   *
   * @param spectra eigenvalues of each block, in any order, at least two blocks with a nonzero
   *     eigenvalue each
   * @throws IllegalArgumentException if there are fewer, or a block is zero
   */
  public static BlockHeterogeneity of(List<double[]> spectra) {
    if (spectra.size() < 2) {
      throw new IllegalArgumentException("heterogeneity needs two blocks, got " + spectra.size());
    }
    double[] means =
        spectra.stream().mapToDouble(s -> SpectrumSummary.of(s).meanAbsolute()).toArray();
    if (Arrays.stream(means).anyMatch(mean -> !(mean > 0))) {
      throw new IllegalArgumentException(
          "a block is zero: mean |lambda| " + Arrays.toString(means));
    }
    double[] logs = Arrays.stream(means).map(Math::log10).toArray();
    double most = Arrays.stream(logs).max().orElseThrow();
    double least = Arrays.stream(logs).min().orElseThrow();
    return new BlockHeterogeneity(
        deviation(means) / mean(means), deviation(logs), most - least, divergence(spectra));
  }

  private static double divergence(List<double[]> spectra) {
    double top =
        spectra.stream().mapToDouble(s -> SpectrumSummary.of(s).largest()).max().orElseThrow();
    double[][] histograms =
        spectra.stream().map(spectrum -> histogram(spectrum, top)).toArray(double[][]::new);
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < histograms.length; i++) {
      for (int j = 0; j < i; j++, pairs++) {
        for (int bin = 0; bin < BINS; bin++) {
          double middle = (histograms[i][bin] + histograms[j][bin]) / 2;
          sum += (term(histograms[i][bin], middle) + term(histograms[j][bin], middle)) / 2;
        }
      }
    }
    return sum / pairs;
  }

  private static double term(double p, double middle) {
    return p == 0 ? 0 : p * Math.log(p / middle) / Math.log(2);
  }

  private static double[] histogram(double[] spectrum, double top) {
    double[] share = new double[BINS];
    for (double value : spectrum) {
      // An exact zero is infinitely many decades down, and the cast to int takes that to the end.
      int bin = (int) (BINS_PER_DECADE * Math.log10(top / Math.abs(value)));
      share[Math.min(bin, BINS - 1)] += 1.0 / spectrum.length;
    }
    return share;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
