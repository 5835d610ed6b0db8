package org.curvatureladder.store;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * Eigenvalues of one matrix or diagonal block by rank, 1 = the largest signed value. Of a long
 * spectrum only some ranks are stored, and these depend on its size alone, so that spectra of one
 * size can be compared rank by rank.
 *
 * @param setting which of the recipe's settings; {@link ResultRow#ONLY_SETTING} where it has one
 *     only
 * @param setup name of the setup
 * @param checkpoint epoch
 * @param method rung
 * @param block {@link #WHOLE}, or a layer counted from 1
 * @param ranks ascending
 * @param values the eigenvalues at these ranks
 */
public record Spectrum(
    String setting,
    String setup,
    int checkpoint,
    String method,
    String block,
    int[] ranks,
    double[] values) {
  /** The block name of a whole matrix. */
  public static final String WHOLE = "all";

  /** The block name of layer {@code layer}, counted from 0. */
  public static String layer(int layer) {
    return Integer.toString(layer + 1);
  }

  /**
   * The spectrum of given eigenvalues.
   *
   * @param eigenvalues in any order
   * @param most number of ranks to store, about
   */
  public static Spectrum of(
      String setting,
      String setup,
      int checkpoint,
      String method,
      String block,
      double[] eigenvalues,
      int most) {
    double[] ascending = eigenvalues.clone();
    Arrays.sort(ascending);
    int[] ranks = ranks(ascending.length, most);
    double[] values =
        Arrays.stream(ranks).mapToDouble(rank -> ascending[ascending.length - rank]).toArray();
    return new Spectrum(setting, setup, checkpoint, method, block, ranks, values);
  }

  /**
   * The ranks to keep of n: half of them evenly spread, the rest ever denser towards both ends,
   * where spectra are steep; all n if there are no more than {@code most}.
   */
  static int[] ranks(int n, int most) {
    TreeSet<Integer> ranks = new TreeSet<>();
    if (n <= most) {
      for (int rank = 1; rank <= n; rank++) {
        ranks.add(rank);
      }
    } else {
      double half = Math.floor(most / 2.0);
      for (int k = 0; k <= half; k++) {
        ranks.add(1 + (int) Math.round((n - 1.0) * k / half));
      }
      double quarter = Math.floor(most / 4.0);
      for (int k = 0; k <= quarter; k++) {
        int depth = (int) Math.round(Math.pow(n, k / quarter));
        ranks.add(depth);
        ranks.add(n + 1 - depth);
      }
    }
    return ranks.stream().mapToInt(rank -> rank).toArray();
  }
}
