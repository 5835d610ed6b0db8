package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.net.ParameterLayout;

/**
 * The orthonormal coordinates x = Q theta in which a Kronecker-factored curvature is diagonal: for
 * layer l, with its parameters as the matrix V_l, the matrix Q_S V_l Q_A'. Inverting EK-FAC is a
 * division by its eigenvalues there.
 */
public final class KroneckerCoordinates {
  private final KroneckerBasis[] bases;
  private final int[] offsets;

  /**
   * @param bases one per layer, in the order of the parameters; not taken over
   */
  KroneckerCoordinates(KroneckerBasis[] bases) {
    this.bases = bases.clone();
    this.offsets = new int[bases.length + 1];
    for (int b = 0; b < bases.length; b++) {
      offsets[b + 1] = offsets[b] + bases[b].dimension();
    }
  }

  /** Number of parameters P. */
  public int dimension() {
    return offsets[bases.length];
  }

  /** Whether layer l's parameters [W_l | b_l] are block l. */
  boolean matches(ParameterLayout layout) {
    if (bases.length != layout.layers()) {
      return false;
    }
    for (int l = 0; l < bases.length; l++) {
      if (bases[l].left().values().length != layout.rows(l)
          || bases[l].right().values().length != layout.columns(l)) {
        return false;
      }
    }
    return true;
  }

  /** Q_S (rows(l) x rows(l)) and Q_A (columns(l) x columns(l)) of layer l. */
  KroneckerBasis basis(int layer) {
    return bases[layer];
  }

  /** Row k of {@code result} becomes Q v_k: k x P, not the memory of {@code vectors}. */
  public void fromParameters(DenseMatrix vectors, DenseMatrix result) {
    for (int b = 0; b < bases.length; b++) {
      bases[b].toCoordinates(part(vectors, b), part(result, b));
    }
  }

  /** Row k of {@code result} becomes Q'x_k: k x P, not the memory of {@code vectors}. */
  public void toParameters(DenseMatrix vectors, DenseMatrix result) {
    for (int b = 0; b < bases.length; b++) {
      bases[b].fromCoordinates(part(vectors, b), part(result, b));
    }
  }

  private DenseMatrix part(DenseMatrix rows, int b) {
    return rows.view(0, offsets[b], rows.rows(), offsets[b + 1] - offsets[b]);
  }
}
