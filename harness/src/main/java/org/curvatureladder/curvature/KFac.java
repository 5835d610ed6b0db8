package org.curvatureladder.curvature;

/**
 * K-FAC (Martens and Grosse 2015, arXiv 1503.05671, section 3): block b is S_b (x) A_b with A_b =
 * mean a~ a~' and S_b = mean g g' under the ladder's {@link Fisher} estimator, by default the exact
 * expectation mean sum_c p_c g_c g_c'. In the eigenbasis that it shares with EK-FAC
 *
 * <pre>Lambda_b[s, a] = lambda_S[s] lambda_A[a]</pre>
 */
public final class KFac extends KroneckerProduct {
  /** Name of the rung. */
  public static final String NAME = "K-FAC";

  private KFac(LadderPoint point) {
    super(NAME, point.kroneckerGroups(), point.bases());
  }

  /** K-FAC in the eigenbases of its factors. */
  public static KFac of(LadderPoint point) {
    return new KFac(point);
  }
}
