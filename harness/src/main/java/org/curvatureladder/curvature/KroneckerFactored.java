package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * C_l = (Q_S (x) Q_A)' diag(Lambda_l) (Q_S (x) Q_A), one block per layer, in the Kronecker
 * eigenbasis that all such rungs share: they differ ONLY in Lambda_l. Products and solves stay in
 * that basis, so nothing P x P is built except by {@link #toDense}.
 */
public abstract class KroneckerFactored implements Curvature, Diagonalised {
  private final String name;
  private final KroneckerBasis[] bases;
  private final double[][] eigenvalues;
  private final int[] offsets;

  /**
   * @param bases one per layer, not taken over
   * @param eigenvalues Lambda_l, rows(l) x columns(l) row-major, one per layer
   */
  KroneckerFactored(String name, KroneckerBasis[] bases, double[][] eigenvalues) {
    this.name = name;
    this.bases = bases;
    this.eigenvalues = eigenvalues;
    this.offsets = new int[bases.length + 1];
    for (int b = 0; b < bases.length; b++) {
      offsets[b + 1] = offsets[b] + bases[b].dimension();
    }
  }

  @Override
  public final String name() {
    return name;
  }

  /** The coordinates in which this curvature is diagonal. */
  public final KroneckerCoordinates coordinates() {
    return new KroneckerCoordinates(bases);
  }

  /** Its diagonal in those coordinates: the P eigenvalues, layer by layer, unsorted. */
  public final double[] diagonal() {
    return Arrays.stream(eigenvalues).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public final int[] blockOffsets() {
    return offsets.clone();
  }

  @Override
  public final SymmetricMatrix block(int b) {
    return bases[b].toDense(eigenvalues[b]);
  }

  @Override
  public final DenseMatrix multiply(DenseMatrix rows) {
    return apply(eigenvalues, rows);
  }

  @Override
  public final DenseMatrix solve(double damping, DenseMatrix rows) {
    double[][] inverse = new double[bases.length][];
    for (int b = 0; b < bases.length; b++) {
      inverse[b] = new double[eigenvalues[b].length];
      for (int k = 0; k < inverse[b].length; k++) {
        double damped = eigenvalues[b][k] + damping;
        if (!(damped > 0)) {
          throw new ArithmeticException(
              "%s, block %d, damping %s: a damped eigenvalue is %s"
                  .formatted(name, b, damping, damped));
        }
        inverse[b][k] = 1 / damped;
      }
    }
    return apply(inverse, rows);
  }

  @Override
  public final DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows) {
    return apply(
        Arrays.stream(eigenvalues)
            .map(layer -> Arrays.stream(layer).map(f).toArray())
            .toArray(double[][]::new),
        rows);
  }

  @Override
  public final double[] eigenvalues() {
    return Arrays.stream(eigenvalues).flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  /** Does nothing where the bases belong to a {@link LadderPoint}. */
  @Override
  public void close() {}

  private DenseMatrix apply(double[][] diagonals, DenseMatrix rows) {
    DenseMatrix result = DenseMatrix.zeros(rows.rows(), dimension());
    for (int b = 0; b < bases.length; b++) {
      int size = offsets[b + 1] - offsets[b];
      bases[b].apply(
          diagonals[b],
          rows.view(0, offsets[b], rows.rows(), size),
          result.view(0, offsets[b], rows.rows(), size));
    }
    return result;
  }
}
