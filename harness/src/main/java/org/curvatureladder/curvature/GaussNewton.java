package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * The generalised Gauss-Newton matrix G = (1/N) sum_n J_n' (d2L/dz2) J_n with J_n = dz(x_n)/dtheta
 * (Schraudolph 2002; Martens 2014, arXiv 1412.1193, section 8). Block (l, m) is (1/N) sum_n
 * (B_l'B_m) (x) (a~_{l-1} a~_{m-1}').
 *
 * <p>Positive semi-definite of rank at most N (C - 1) for cross-entropy, so its damped solves are
 * Cholesky solves. For cross-entropy and squared error it is also the exact Fisher matrix.
 */
public final class GaussNewton extends ExplicitBlocks {
  /** Name of the rung. */
  public static final String NAME = "GGN";

  private GaussNewton(SymmetricMatrix matrix) {
    super(NAME, ParameterGroups.ranges(0, matrix.dimension()), matrix);
  }

  /** Assembles G; P x P doubles. */
  public static GaussNewton of(LayerDerivatives derivatives) {
    return of(derivatives, KroneckerSum.SCRATCH);
  }

  static GaussNewton of(LayerDerivatives derivatives, int scratch) {
    ParameterLayout layout = derivatives.layout();
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, scratch);
    DenseMatrix g = DenseMatrix.zeros(layout.parameterCount(), layout.parameterCount());
    assembly.forEachBatch(
        (first, count) -> {
          for (int m = 0; m < layout.layers(); m++) {
            for (int l = 0; l <= m; l++) {
              int left = l;
              int right = m;
              assembly.add(
                  g.view(layout.offset(l), layout.offset(m), layout.size(l), layout.size(m)),
                  l,
                  m,
                  first,
                  count,
                  (n, s) -> derivatives.outputCurvature(n, left, right, s));
            }
          }
        });
    return new GaussNewton(SymmetricMatrix.mirroringUpper(g));
  }
}
