package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.KroneckerBasis;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * C_g = (Q_S (x) Q_A)' diag(Lambda_g) (Q_S (x) Q_A) per group of parameters, in a Kronecker
 * eigenbasis: rungs that share the basis differ ONLY in Lambda_g. Products and solves stay in that
 * basis, so nothing P x P is built except by {@link #toDense}. Extend it for a rung that has its
 * own Lambda_g.
 */
public abstract class KroneckerFactored implements Curvature, Diagonalised {
  private final String name;
  private final ParameterGroups groups;
  private final KroneckerBasis[] bases;
  private final double[][] eigenvalues;

  /**
   * A curvature in given bases.
   *
   * @param name the rung's name
   * @param groups the parameters it couples
   * @param bases one per group, not taken over
   * @param eigenvalues Lambda_g, p x q row-major, one per group
   */
  protected KroneckerFactored(
      String name, ParameterGroups groups, KroneckerBasis[] bases, double[][] eigenvalues) {
    this.name = name;
    this.groups = groups;
    this.bases = bases;
    this.eigenvalues = eigenvalues;
  }

  @Override
  public final String name() {
    return name;
  }

  /** The coordinates in which this curvature is diagonal. */
  public final KroneckerCoordinates coordinates() {
    return new KroneckerCoordinates(groups, bases);
  }

  /** Its diagonal in those coordinates: the P eigenvalues, group by group, unsorted. */
  public final double[] diagonal() {
    return Arrays.stream(eigenvalues).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public final int[] blockOffsets() {
    return groups.blockOffsets();
  }

  @Override
  public final ParameterGroups groups() {
    return groups;
  }

  @Override
  public final SymmetricMatrix block(int b) {
    return groups.block(b, this::group);
  }

  @Override
  public final SymmetricMatrix group(int group) {
    return bases[group].toDense(eigenvalues[group]);
  }

  @Override
  public final DenseMatrix multiply(DenseMatrix rows) {
    return withEigenvalues(eigenvalues, rows);
  }

  @Override
  public final DenseMatrix solve(double damping, DenseMatrix rows) {
    IntFunction<DoubleUnaryOperator> inverse =
        g -> value -> DampedInverse.of(this, g, damping, value);
    return apply(inverse, rows);
  }

  @Override
  public final DenseMatrix apply(IntFunction<DoubleUnaryOperator> f, DenseMatrix rows) {
    double[][] mapped = new double[bases.length][];
    for (int g = 0; g < bases.length; g++) {
      mapped[g] = Arrays.stream(eigenvalues[g]).map(f.apply(g)).toArray();
    }
    return withEigenvalues(mapped, rows);
  }

  @Override
  public final double meanEigenvalue(int group) {
    return Arrays.stream(eigenvalues[group]).average().orElseThrow();
  }

  @Override
  public final DenseMatrix apply(DoubleUnaryOperator f, DenseMatrix rows) {
    IntFunction<DoubleUnaryOperator> everywhere = g -> f;
    return apply(everywhere, rows);
  }

  @Override
  public final double[] eigenvalues() {
    return Arrays.stream(eigenvalues).flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  /** Does nothing where the bases belong to a {@link LadderPoint}. */
  @Override
  public void close() {}

  /** Lambda_g. */
  final double[] eigenvalues(int group) {
    return eigenvalues[group];
  }

  /** The eigenbasis of a group. */
  final KroneckerBasis basis(int group) {
    return bases[group];
  }

  /** Q' diag(d_g) Q v for every row v. */
  final DenseMatrix withEigenvalues(double[][] diagonals, DenseMatrix rows) {
    return groups.map(
        rows,
        (g, part) -> {
          DenseMatrix result = DenseMatrix.zeros(part.rows(), part.columns());
          bases[g].apply(diagonals[g], part, result);
          return result;
        });
  }
}
