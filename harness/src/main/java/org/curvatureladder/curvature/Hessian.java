package org.curvatureladder.curvature;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
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
 * {@link #solve} takes negative eigenvalues by their ABSOLUTE value, |H| + damping I, so that a
 * damped solve stays bounded.
 */
public final class Hessian extends ExplicitBlocks {
  /** Name of the rung. */
  public static final String NAME = "H";

  private final SymmetricMatrix matrix;
  private Eigen eigen;

  private Hessian(SymmetricMatrix matrix) {
    super(NAME, matrix);
    this.matrix = matrix;
  }

  /** Assembles H; P x P doubles, and two more of that size once it solves. */
  public static Hessian of(LayerDerivatives derivatives) {
    return of(derivatives, KroneckerSum.SCRATCH);
  }

  static Hessian of(LayerDerivatives derivatives, int scratch) {
    int size = derivatives.layout().parameterCount();
    DenseMatrix h = DenseMatrix.zeros(size, size);
    LayerPairAssembly assembly = new LayerPairAssembly(derivatives, scratch);
    assembly.forEachBatch(
        (first, count) -> new Backpropagation(derivatives, assembly, first, count).addTo(h));
    return new Hessian(SymmetricMatrix.mirroringUpper(h));
  }

  /** (|H| + damping I)^-1 v for every row v, |H| = Q' |diag(lambda)| Q. */
  @Override
  public DenseMatrix solve(double damping, DenseMatrix rows) {
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : eigen().values()) {
      smallest = Math.min(smallest, Math.abs(value) + damping);
    }
    if (!(smallest > 0)) {
      throw new ArithmeticException(
          "H, damping %s: |H| + damping I has the eigenvalue %s".formatted(damping, smallest));
    }
    return eigen().apply(value -> 1 / (Math.abs(value) + damping), rows);
  }

  @Override
  public double[] eigenvalues() {
    return eigen().values().clone();
  }

  @Override
  public void close() {
    super.close();
    synchronized (this) {
      if (eigen != null) {
        eigen.close();
      }
    }
  }

  /** Decomposed when first asked for: some 90 s at P = 9610. */
  private synchronized Eigen eigen() {
    if (eigen == null) {
      eigen = Eigen.of(matrix);
    }
    return eigen;
  }

  /** The recursion over K for one batch of examples. */
  private record Backpropagation(
      LayerDerivatives derivatives, LayerPairAssembly assembly, int first, int count) {

    void addTo(DenseMatrix h) {
      ParameterLayout layout = derivatives.layout();
      double[][] diagonal = null;
      for (int m = layout.layers() - 1; m >= 0; m--) {
        diagonal = diagonal(m, diagonal);
        add(h, m, m, diagonal);
        double[][] cross = diagonal;
        double[][] activations = null;
        for (int l = m - 1; l >= 0; l--) {
          cross = pull(l, cross, layout.rows(m));
          activations = l == m - 1 ? slopes(l) : pull(l, activations, layout.rows(m - 1));
          add(h, l, m, cross);
          double[][] v = activations;
          assembly.addGradientTerm(
              block(h, l, m), l, m, first, count, (n, row) -> copy(v[n - first], row));
        }
      }
    }

    private void add(DenseMatrix h, int l, int m, double[][] k) {
      assembly.add(block(h, l, m), l, m, first, count, (n, row) -> copy(k[n - first], row));
    }

    private DenseMatrix block(DenseMatrix h, int l, int m) {
      ParameterLayout layout = derivatives.layout();
      return h.view(layout.offset(l), layout.offset(m), layout.size(l), layout.size(m));
    }

    private static void copy(double[] from, double[] to) {
      System.arraycopy(from, 0, to, 0, from.length);
    }

    /** K_ll of every example, from K_{l+1,l+1}. */
    private double[][] diagonal(int l, double[][] next) {
      int width = derivatives.layout().rows(l);
      if (next == null) {
        return perExample(
            k -> {
              double[] result = new double[width * width];
              derivatives.outputCurvature(first + k, l, l, result);
              return result;
            });
      }
      int above = derivatives.layout().rows(l + 1);
      return perExample(
          k -> {
            double[] half = pull(l, k, next[k], above);
            double[] result = pull(l, k, transpose(half, width, above), width);
            for (int o = 0; o < width; o++) {
              result[o * width + o] +=
                  derivatives.bend(l)[(first + k) * width + o] * activationGradient(l, k, o);
            }
            return result;
          });
    }

    /** dL/da_l[o] = (W_{l+1}' g_{l+1})[o]. */
    private double activationGradient(int l, int k, int o) {
      ParameterLayout layout = derivatives.layout();
      int above = layout.rows(l + 1);
      double sum = 0;
      for (int j = 0; j < above; j++) {
        sum +=
            derivatives.theta()[layout.index(l + 1, j, o)]
                * derivatives.gradient(l + 1)[(first + k) * above + j];
      }
      return sum;
    }

    /** da_l/dz_l = D_l of every example. */
    private double[][] slopes(int l) {
      int width = derivatives.layout().rows(l);
      return perExample(
          k -> {
            double[] result = new double[width * width];
            for (int o = 0; o < width; o++) {
              result[o * width + o] = derivatives.slope(l)[(first + k) * width + o];
            }
            return result;
          });
    }

    private double[][] pull(int l, double[][] x, int columns) {
      return perExample(k -> pull(l, k, x[k], columns));
    }

    /**
     * D_l W_{l+1}' X for X of rows(l + 1) x columns: a derivative in z_{l+1} becomes one in z_l.
     */
    private double[] pull(int l, int k, double[] x, int columns) {
      ParameterLayout layout = derivatives.layout();
      int width = layout.rows(l);
      int above = layout.rows(l + 1);
      double[] slope = derivatives.slope(l);
      double[] theta = derivatives.theta();
      double[] result = new double[width * columns];
      for (int o = 0; o < width; o++) {
        double outer = slope[(first + k) * width + o];
        if (outer == 0) {
          continue;
        }
        for (int j = 0; j < above; j++) {
          double weight = outer * theta[layout.index(l + 1, j, o)];
          for (int c = 0; c < columns; c++) {
            result[o * columns + c] += weight * x[j * columns + c];
          }
        }
      }
      return result;
    }

    private static double[] transpose(double[] x, int rows, int columns) {
      double[] result = new double[x.length];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          result[j * rows + i] = x[i * columns + j];
        }
      }
      return result;
    }

    private double[][] perExample(IntFunction<double[]> matrix) {
      return IntStream.range(0, count).parallel().mapToObj(matrix).toArray(double[][]::new);
    }
  }
}
