package org.curvatureladder.curvature;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.net.Mlp;

/**
 * A trained network on its training data, where the ladder is built: what the rungs share, computed
 * once. Close it after the last rung made from it.
 */
public final class LadderPoint implements AutoCloseable {
  private final LayerDerivatives derivatives;
  private final KroneckerBasis[] bases;

  /** The network at theta, with the curvature of the mean loss over {@code train}. */
  public LadderPoint(Mlp network, double[] theta, Dataset train) {
    this.derivatives = new LayerDerivatives(network, theta, train);
    this.bases = new KroneckerBasis[network.layout().layers()];
    for (int l = 0; l < bases.length; l++) {
      try (var s = derivatives.outputSecondMoment(l);
          var a = derivatives.inputSecondMoment(l)) {
        bases[l] = new KroneckerBasis(s, a);
      }
    }
  }

  /** Per-example derivatives of every layer. */
  public LayerDerivatives derivatives() {
    return derivatives;
  }

  /** The eigenbases of S_l and A_l, one per layer. */
  public KroneckerBasis[] bases() {
    return bases.clone();
  }

  /** Frees the eigenbases; EK-FAC and K-FAC of this point cannot be used afterwards. */
  @Override
  public void close() {
    for (KroneckerBasis basis : bases) {
      basis.close();
    }
  }
}
