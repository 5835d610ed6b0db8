package org.curvatureladder.curvature;

import org.curvatureladder.linalg.KroneckerBasis;

/**
 * K-FAC (Martens and Grosse 2015, arXiv 1503.05671, section 3): block l is S_l (x) A_l with A_l =
 * mean a~ a~' and S_l = mean sum_c p_c g_c g_c', the exact Fisher expectation. In the shared
 * eigenbasis
 *
 * <pre>Lambda_l[s, a] = lambda_S[s] lambda_A[a]</pre>
 */
public final class KFac extends KroneckerFactored {
  /** Name of the rung. */
  public static final String NAME = "K-FAC";

  private KFac(KroneckerBasis[] bases, double[][] eigenvalues) {
    super(NAME, bases, eigenvalues);
  }

  /** K-FAC in the eigenbases of its factors. */
  public static KFac of(KroneckerBasis[] bases) {
    double[][] eigenvalues = new double[bases.length][];
    for (int l = 0; l < bases.length; l++) {
      double[] s = bases[l].left().values();
      double[] a = bases[l].right().values();
      eigenvalues[l] = new double[s.length * a.length];
      for (int i = 0; i < s.length; i++) {
        for (int j = 0; j < a.length; j++) {
          eigenvalues[l][i * a.length + j] = s[i] * a[j];
        }
      }
    }
    return new KFac(bases, eigenvalues);
  }
}
