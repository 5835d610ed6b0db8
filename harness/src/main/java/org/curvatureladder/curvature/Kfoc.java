package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.List;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * KFOC: per block the ONE Kronecker product that is best in Frobenius norm,
 *
 * <pre>argmin ||G_bb - S (x) A||_F,   G_bb = (1/N) sum_n S_n (x) A_n,
 * S_n = sum_r f_nr f_nr',  A_n = a~_n a~_n'</pre>
 *
 * Rearranged so that entry [(o, o'), (i, i')] stands at row (o, o') and column (i, i'), G_bb is
 * (1/N) sum_n vec(S_n) vec(A_n)', and the best product is its first singular pair (Van Loan and
 * Pitsianis 1993; for curvature: Schnaus et al. 2021, Koroko et al. 2022, arXiv 2201.10285). Power
 * iteration on the sums over examples builds neither the block nor its rearrangement:
 *
 * <pre>S <- (1/N) sum_n <A_n, A> S_n,   A <- (1/N) sum_n <S_n, S> A_n,   each over its norm</pre>
 *
 * The weights are not negative, so both factors stay positive semi-definite. What is left between
 * KFOC and K-FAC is that K-FAC takes its factors to be independent.
 */
public final class Kfoc extends KroneckerProduct {
  /** Name of the rung. */
  public static final String NAME = "KFOC";

  private static final double CONVERGED = 1e-13;
  // A gap that needs more means that the best two products are equally good.
  private static final int MOST_ITERATIONS = 1000;

  private final KroneckerBasis[] own;

  private Kfoc(LadderPoint point, KroneckerBasis[] bases) {
    super(NAME, point.kroneckerGroups(), bases);
    this.own = bases;
  }

  /** Iterates every block to its first singular pair. */
  public static Kfoc of(LadderPoint point) {
    List<LayerBlock> blocks = point.kroneckerBlocks();
    KroneckerBasis[] bases = new KroneckerBasis[blocks.size()];
    for (int b = 0; b < bases.length; b++) {
      try (Iteration iteration = new Iteration(point.derivatives(), blocks.get(b))) {
        bases[b] = iteration.run();
      }
    }
    return new Kfoc(point, bases);
  }

  /** Frees the eigenbases, which are this rung's own. */
  @Override
  public void close() {
    for (KroneckerBasis basis : own) {
      basis.close();
    }
  }

  /** The power iteration of one block. */
  private static final class Iteration implements AutoCloseable {
    private final int count;
    private final int rows;
    private final DenseMatrix inputs;
    private final DenseMatrix outputs;

    Iteration(LayerDerivatives derivatives, LayerBlock block) {
      this.count = derivatives.count();
      this.rows = derivatives.fisherRows();
      this.inputs = DenseMatrix.of(count, block.columns(), derivatives.inputs(block));
      this.outputs = derivatives.stackedFisherFactors(block.layer());
    }

    KroneckerBasis run() {
      double[] weights = new double[count];
      Arrays.fill(weights, 1); // The first S is K-FAC's.
      SymmetricMatrix s = weightedMoment(outputs, weights);
      SymmetricMatrix a = weightedMoment(inputs, weights);
      try {
        for (int k = 0; k < MOST_ITERATIONS && norm(s) > 0; k++) {
          a.close();
          a = weightedMoment(inputs, forms(outputs, s));
          scale(a, 1 / norm(a));
          SymmetricMatrix next = weightedMoment(outputs, forms(inputs, a));
          double moved = Math.sqrt(next.values().squaredDistance(s.values())) / norm(next);
          s.close();
          s = next;
          if (moved < CONVERGED) {
            break;
          }
        }
        return new KroneckerBasis(s, a);
      } finally {
        s.close();
        a.close();
      }
    }

    /** Sum over the rows v that belong to example n of v'Mv, for every n. */
    private double[] forms(DenseMatrix vectors, SymmetricMatrix m) {
      double[] forms = new double[count];
      double[] v = new double[vectors.columns()];
      double[] mv = new double[vectors.columns()];
      try (DenseMatrix products = m.multiply(vectors)) {
        for (int k = 0; k < vectors.rows(); k++) {
          vectors.readRow(k, v);
          products.readRow(k, mv);
          for (int i = 0; i < v.length; i++) {
            forms[k % count] += v[i] * mv[i];
          }
        }
      }
      return forms;
    }

    /** (1/N) sum over rows v of weights[example of v] v v'. */
    private SymmetricMatrix weightedMoment(DenseMatrix vectors, double[] weights) {
      double[] row = new double[vectors.columns()];
      try (DenseMatrix weighted = vectors.copy()) {
        for (int k = 0; k < vectors.rows(); k++) {
          double root = Math.sqrt(Math.max(weights[k % count], 0));
          weighted.readRow(k, row);
          for (int i = 0; i < row.length; i++) {
            row[i] *= root;
          }
          weighted.writeRow(k, row, 0);
        }
        return weighted.gramian(1.0 / count);
      }
    }

    private static double norm(SymmetricMatrix m) {
      return Math.sqrt(m.values().squaredNorm());
    }

    private static void scale(SymmetricMatrix m, double factor) {
      double[] factors = new double[m.dimension()];
      Arrays.fill(factors, factor);
      m.values().scaleColumns(factors);
    }

    @Override
    public void close() {
      inputs.close();
      outputs.close();
    }
  }
}
