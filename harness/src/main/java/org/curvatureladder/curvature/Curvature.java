package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * A symmetric P x P curvature matrix C of the MEAN training loss, parameters in the order of {@link
 * org.curvatureladder.net.ParameterLayout}. Vectors come as the ROWS of k x P matrices, so that
 * many are handled by one BLAS call.
 *
 * <p>Every C is block diagonal, with one block for the dense rungs and one per layer below them.
 * Within a block it may be zero between {@link ParameterGroups groups} of parameters, which is
 * where solves and dampings work. Matrices that a method returns are the caller's to close.
 */
public interface Curvature extends AutoCloseable {

  /** The rung's name in results and tables, for instance {@code EK-FAC}. */
  String name();

  /** First parameter of each block, then P. */
  int[] blockOffsets();

  /** The parameters that are coupled: the blocks, unless weight and bias of a layer are apart. */
  default ParameterGroups groups() {
    return ParameterGroups.ranges(blockOffsets());
  }

  /** C v for every row v: k x P. */
  DenseMatrix multiply(DenseMatrix rows);

  /**
   * (C + damping I)^-1 v for every row v: k x P. The damping is applied here once and kept nowhere.
   * An indefinite C is inverted as its {@link NegativeEigenvalues} say.
   *
   * @throws ArithmeticException if the damped matrix is not positive definite
   */
  DenseMatrix solve(double damping, DenseMatrix rows);

  /**
   * (C + D)^-1 v for every row v, D = damping[g] I on group g.
   *
   * @throws ArithmeticException as {@link #solve(double, DenseMatrix)}
   */
  default DenseMatrix solve(double[] damping, DenseMatrix rows) {
    return apply(g -> value -> DampedInverse.of(this, g, damping[g], value), rows);
  }

  /**
   * f(C) v for every row v: k x P, f_g mapping the eigenvalues of group g. Needs the
   * eigendecomposition of every group.
   */
  default DenseMatrix apply(IntFunction<DoubleUnaryOperator> f, DenseMatrix rows) {
    return groups()
        .map(
            rows,
            (g, part) -> {
              try (SymmetricMatrix matrix = group(g);
                  Eigen eigen = Eigen.of(matrix)) {
                return eigen.apply(f.apply(g), part);
              }
            });
  }

  /**
   * The inverse that a solve gives to one eigenvalue, for an inverse of those that count: the
   * identity of functions unless C is indefinite.
   *
   * @param damped the damped inverse, for instance x -> 1 / (x + lambda)
   */
  default double inverse(double eigenvalue, DoubleUnaryOperator damped) {
    return damped.applyAsDouble(eigenvalue);
  }

  /** Mean eigenvalue of the matrix that a solve inverts in a group, before damping. */
  default double meanEigenvalue(int group) {
    try (SymmetricMatrix matrix = group(group)) {
      return matrix.trace() / matrix.dimension();
    }
  }

  /** The P eigenvalues, ascending. */
  double[] eigenvalues();

  /**
   * Block b as a dense matrix, to be read only. Closing it never takes memory away from this
   * curvature.
   */
  SymmetricMatrix block(int b);

  /** The matrix of a group in the group's order, to be read only. */
  default SymmetricMatrix group(int group) {
    int[] parameters = groups().parameters(group);
    int b = 0;
    while (blockOffsets()[b + 1] <= parameters[0]) {
      b++;
    }
    int first = blockOffsets()[b];
    try (SymmetricMatrix block = block(b)) {
      return block.submatrix(Arrays.stream(parameters).map(p -> p - first).toArray());
    }
  }

  /** Number of parameters P. */
  default int dimension() {
    return blockOffsets()[blockCount()];
  }

  /** Number of diagonal blocks. */
  default int blockCount() {
    return blockOffsets().length - 1;
  }

  /** C as one dense P x P matrix, to be read only. */
  default SymmetricMatrix toDense() {
    if (blockCount() == 1) {
      return block(0);
    }
    int[] offsets = blockOffsets();
    DenseMatrix dense = DenseMatrix.zeros(dimension(), dimension());
    for (int b = 0; b < blockCount(); b++) {
      int size = offsets[b + 1] - offsets[b];
      try (SymmetricMatrix block = block(b)) {
        dense.view(offsets[b], offsets[b], size, size).setTo(block.values());
      }
    }
    return SymmetricMatrix.mirroringUpper(dense);
  }

  /**
   * Frees what solves keep for the next one, eigenvectors above all, where there is such a thing; a
   * later solve makes it again.
   */
  default void releaseFactors() {}

  /** Frees the memory this curvature owns; it cannot be used afterwards. */
  @Override
  void close();
}
