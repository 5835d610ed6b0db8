package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * The exact Hessian H = d2/dtheta2 of the mean loss, by the backpropagated curvature of the
 * preactivations (Bishop 1992; Botev, Ritter and Barber 2017, arXiv 1706.03662, equations 5-7).
 * With K_lm = d2L/dz_l dz_m at one example, W_l the weights without bias and D_l = diag(phi'(z_l)):
 *
 * <pre>
 * K_LL = R'R
 * K_ll = D_l W_{l+1}' K_{l+1,l+1} W_{l+1} D_l + diag(phi''(z_l) . (W_{l+1}' g_{l+1}))
 * K_lm = (dz_m/dz_l)' K_mm = D_l W_{l+1}' K_{l+1,m}                                  for l < m
 * H block (l, m) = (1/N) sum_n K_lm (x) (a~_{l-1} a~_{m-1}')
 *                + (1/N) sum_n a~_{l-1}[i_l] g_m[o_m] da_{m-1}[i_m]/dz_l[o_l]        for l < m
 * </pre>
 *
 * <p>H is indefinite. {@link #multiply}, {@link #block} and {@link #eigenvalues} are of H itself;
 * {@link #solve} treats negative eigenvalues as the options say, by default by their ABSOLUTE
 * value, |H| + damping I, so that a damped solve stays bounded.
 */
public final class Hessian extends IndefiniteBlocks {
  /** Name of the rung. */
  public static final String NAME = "H";

  private Hessian(NegativeEigenvalues negative, SymmetricMatrix matrix) {
    super(NAME, ParameterGroups.ranges(0, matrix.dimension()), negative, matrix);
  }

  /** Assembles H; P x P doubles, and two more of that size once it solves. */
  public static Hessian of(LadderPoint point) {
    return of(point.derivatives(), point.options().negativeEigenvalues(), KroneckerSum.SCRATCH);
  }

  /** Assembles H, whose solves take the absolute values of negative eigenvalues. */
  public static Hessian of(LayerDerivatives derivatives) {
    return of(derivatives, NegativeEigenvalues.ABSOLUTE, KroneckerSum.SCRATCH);
  }

  static Hessian of(LayerDerivatives derivatives, NegativeEigenvalues negative, int scratch) {
    int size = derivatives.layout().parameterCount();
    DenseMatrix h = DenseMatrix.zeros(size, size);
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, scratch);
    assembly.forEachBatch(
        (first, count) ->
            new Batch(
                    derivatives.layout(),
                    assembly,
                    new PreactivationCurvature(derivatives, first, count))
                .addTo(h));
    return new Hessian(negative, SymmetricMatrix.mirroringUpper(h));
  }

  /** Adds the recursion over K of one batch of examples. */
  private record Batch(
      ParameterLayout layout, LayerPairAssembly assembly, PreactivationCurvature curvature) {

    void addTo(DenseMatrix h) {
      double[][] diagonal = null;
      for (int m = layout.layers() - 1; m >= 0; m--) {
        diagonal = curvature.diagonal(m, diagonal);
        add(h, m, m, diagonal);
        double[][] cross = diagonal;
        double[][] activations = null;
        for (int l = m - 1; l >= 0; l--) {
          cross = curvature.pull(l, cross, layout.rows(m));
          activations =
              l == m - 1 ? curvature.slopes(l) : curvature.pull(l, activations, layout.rows(m - 1));
          add(h, l, m, cross);
          double[][] v = activations;
          assembly.addGradientTerm(
              block(h, l, m),
              l,
              m,
              curvature.first(),
              curvature.count(),
              (n, row) -> copy(v[n - curvature.first()], row));
        }
      }
    }

    private void add(DenseMatrix h, int l, int m, double[][] k) {
      assembly.add(
          block(h, l, m),
          l,
          m,
          curvature.first(),
          curvature.count(),
          (n, row) -> copy(k[n - curvature.first()], row));
    }

    private DenseMatrix block(DenseMatrix h, int l, int m) {
      return h.view(layout.offset(l), layout.offset(m), layout.size(l), layout.size(m));
    }

    private static void copy(double[] from, double[] to) {
      System.arraycopy(from, 0, to, 0, from.length);
    }
  }
}
