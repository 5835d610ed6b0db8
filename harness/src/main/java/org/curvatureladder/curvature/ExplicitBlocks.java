package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.Cholesky;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * A positive semi-definite curvature held as one dense matrix per group of parameters; solves by
 * one Cholesky factorisation per group and damping value. Extend it for a rung that has its
 * matrices.
 */
public abstract class ExplicitBlocks implements Curvature {
  private final String name;
  private final ParameterGroups groups;
  private final SymmetricMatrix[] matrices;
  private final Eigen[] eigen;

  /**
   * Takes over the matrices.
   *
   * @param name the rung's name
   * @param groups the parameters it couples
   * @param matrices one per group, in the group's order
   */
  protected ExplicitBlocks(String name, ParameterGroups groups, SymmetricMatrix... matrices) {
    this.name = name;
    this.groups = groups;
    this.matrices = matrices;
    this.eigen = new Eigen[matrices.length];
  }

  @Override
  public final String name() {
    return name;
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
    return matrices[group].view();
  }

  @Override
  public final DenseMatrix multiply(DenseMatrix rows) {
    return groups.map(rows, (g, part) -> matrices[g].multiply(part));
  }

  @Override
  public final DenseMatrix solve(double damping, DenseMatrix rows) {
    double[] same = new double[matrices.length];
    Arrays.fill(same, damping);
    return solve(same, rows);
  }

  @Override
  public DenseMatrix solve(double[] damping, DenseMatrix rows) {
    return groups.map(rows, (g, part) -> solve(g, damping[g], part));
  }

  private DenseMatrix solve(int g, double damping, DenseMatrix part) {
    DenseMatrix solved = part.copy();
    try (Cholesky cholesky = Cholesky.of(matrices[g], damping)) {
      cholesky.solveInPlace(solved);
      return solved;
    } catch (ArithmeticException e) {
      solved.close();
      throw new ArithmeticException(
          "%s, block %d, damping %s: %s".formatted(name, g, damping, e.getMessage()));
    }
  }

  @Override
  public DenseMatrix apply(IntFunction<DoubleUnaryOperator> f, DenseMatrix rows) {
    return groups.map(rows, (g, part) -> eigen(g).apply(f.apply(g), part));
  }

  @Override
  public final double[] eigenvalues() {
    return IntStream.range(0, matrices.length)
        .mapToObj(this::eigenvalues)
        .flatMapToDouble(Arrays::stream)
        .sorted()
        .toArray();
  }

  /** The eigenvalues of a group, ascending; without the eigenvectors unless these are there. */
  double[] eigenvalues(int group) {
    synchronized (eigen) {
      return eigen[group] == null ? Eigen.valuesOf(matrices[group]) : eigen[group].values();
    }
  }

  @Override
  public final void releaseFactors() {
    synchronized (eigen) {
      for (int g = 0; g < eigen.length; g++) {
        if (eigen[g] != null) {
          eigen[g].close();
          eigen[g] = null;
        }
      }
    }
  }

  @Override
  public void close() {
    releaseFactors();
    for (SymmetricMatrix matrix : matrices) {
      matrix.close();
    }
  }

  /** Decomposed when first asked for, then kept: some 90 s at P = 9610. */
  final Eigen eigen(int group) {
    synchronized (eigen) {
      if (eigen[group] == null) {
        eigen[group] = Eigen.of(matrices[group]);
      }
      return eigen[group];
    }
  }
}
