package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.net.ParameterLayout;

/**
 * The orthonormal coordinates x = Q theta in which a Kronecker-factored curvature is diagonal: for
 * layer l, with its parameters as the matrix V_l, the matrix Q_S V_l Q_A'. They stand group after
 * group of coupled parameters. Inverting EK-FAC is a division by its eigenvalues there.
 */
public final class KroneckerCoordinates {
  private final ParameterGroups groups;
  private final KroneckerBasis[] bases;
  private final int[] offsets;

  /**
   * @param groups the parameters of each basis
   * @param bases one per group; not taken over
   */
  KroneckerCoordinates(ParameterGroups groups, KroneckerBasis[] bases) {
    this.groups = groups;
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
    for (int g = 0; g < bases.length; g++) {
      try (DenseMatrix part = groups.columns(vectors, g)) {
        bases[g].toCoordinates(part, part(result, g));
      }
    }
  }

  /** Row k of {@code result} becomes Q'x_k: k x P, not the memory of {@code vectors}. */
  public void toParameters(DenseMatrix vectors, DenseMatrix result) {
    for (int g = 0; g < bases.length; g++) {
      DenseMatrix source = part(vectors, g);
      try (DenseMatrix part = DenseMatrix.zeros(source.rows(), source.columns())) {
        bases[g].fromCoordinates(source, part);
        groups.writeColumns(result, g, part);
      }
    }
  }

  private DenseMatrix part(DenseMatrix rows, int g) {
    return rows.view(0, offsets[g], rows.rows(), offsets[g + 1] - offsets[g]);
  }
}
