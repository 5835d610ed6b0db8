package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerSum;
import org.curvatureladder.net.ParameterLayout;

/**
 * Dense curvature blocks by pairs of layers: block (l, m) = (1/N) sum_n S_n (x) (a~_{l-1}
 * a~_{m-1}'), S_n being the curvature in (z_l, z_m) at example n. One matrix product per pair,
 * instead of the J'J of an (N C) x P Jacobian.
 *
 * <p>Only the upper triangle is written; the caller mirrors it. Examples come in batches, so that
 * per-example matrices stay within bounds.
 */
final class LayerPairAssembly {
  private final LayerDerivatives derivatives;
  private final ParameterLayout layout;
  private final int scratch;

  /**
   * An assembly of all N examples.
   *
   * @param scratch doubles that per-example matrices of one batch may take
   */
  LayerPairAssembly(LayerDerivatives derivatives, int scratch) {
    this.derivatives = derivatives;
    this.scratch = scratch;
    this.layout = derivatives.layout();
  }

  /** A matrix per example, written row-major over {@code result}; called by several threads. */
  interface PerExample {
    void fill(int n, double[] result);
  }

  /** Work on the examples [first, first + count). */
  interface Batch {
    void accept(int first, int count);
  }

  /** Calls {@code work} on consecutive batches that together are all N examples. */
  void forEachBatch(Batch work) {
    long largest = 1;
    for (int l = 0; l < layout.layers(); l++) {
      for (int m = l; m < layout.layers(); m++) {
        // Two per-example matrices of the Hessian's recursion, and the rows of both factors.
        long rows = (long) layout.rows(l) * layout.rows(m);
        long columns = (long) layout.columns(l) * layout.columns(m);
        largest = Math.max(largest, 3 * rows + columns);
      }
    }
    int batch = (int) Math.max(1, scratch / largest);
    for (int first = 0; first < derivatives.count(); first += batch) {
      work.accept(first, Math.min(batch, derivatives.count() - first));
    }
  }

  /**
   * Adds the examples' part of block (l, m), l <= m.
   *
   * @param block rows(l) columns(l) x rows(m) columns(m)
   * @param s S_n for an example n of all N, rows(l) x rows(m)
   */
  void add(DenseMatrix block, int l, int m, int first, int count, PerExample s) {
    double scale = 1.0 / derivatives.count();
    int p = layout.rows(l);
    int q = layout.columns(l);
    double[] left = derivatives.inputs(l);
    if (l == m) {
      KroneckerSum.addSymmetric(
          block,
          scale,
          count,
          p,
          (k, row) -> {
            double[] full = new double[p * p];
            s.fill(first + k, full);
            for (int o = 0, to = 0; o < p; to += p - o, o++) {
              System.arraycopy(full, o * p + o, row, to, p - o);
            }
          },
          q,
          (k, row) -> {
            int start = (first + k) * q;
            for (int i = 0, to = 0; i < q; i++) {
              double weight = left[start + i];
              for (int j = i; j < q; j++) {
                row[to++] = weight * left[start + j];
              }
            }
          });
    } else {
      int p2 = layout.rows(m);
      int q2 = layout.columns(m);
      double[] right = derivatives.inputs(m);
      KroneckerSum.add(
          block,
          scale,
          count,
          p,
          p2,
          (k, row) -> s.fill(first + k, row),
          q,
          q2,
          (k, row) -> outer(left, (first + k) * q, q, right, (first + k) * q2, q2, row));
    }
  }

  /**
   * Adds the examples' part of the gradient term of the exact Hessian in block (l, m), l < m: (1/N)
   * sum_n a~_{l-1}[i_l] g_m[o_m] V_n[o_l, i_m], where V_n is the transposed derivative of a_{m-1}
   * in z_l. The bias column of layer m has none.
   *
   * @param v V_n for an example n of all N, rows(l) x rows(m - 1)
   */
  void addGradientTerm(DenseMatrix block, int l, int m, int first, int count, PerExample v) {
    int p2 = layout.rows(m);
    int q = layout.columns(l);
    double[] gradient = derivatives.gradient(m);
    double[] inputs = derivatives.inputs(l);
    KroneckerSum.addCrossed(
        block,
        1.0 / derivatives.count(),
        count,
        layout.rows(l),
        p2,
        q,
        layout.columns(m),
        (k, row) -> outer(gradient, (first + k) * p2, p2, inputs, (first + k) * q, q, row),
        (k, row) -> v.fill(first + k, row));
  }

  private static void outer(
      double[] left, int from, int height, double[] right, int from2, int width, double[] result) {
    for (int i = 0; i < height; i++) {
      double weight = left[from + i];
      for (int j = 0; j < width; j++) {
        result[i * width + j] = weight * right[from2 + j];
      }
    }
  }
}
