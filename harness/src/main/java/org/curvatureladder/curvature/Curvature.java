package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * A symmetric P x P curvature matrix C of the MEAN training loss, parameters in the order of {@link
 * org.curvatureladder.net.ParameterLayout}. Vectors come as the ROWS of k x P matrices, so that
 * many are handled by one BLAS call.
 *
 * <p>Every C is block diagonal, with one block for the dense rungs and one per layer below them.
 * Matrices that a method returns are the caller's to close.
 */
public interface Curvature extends AutoCloseable {

  /** The rung's name in results and tables, for instance {@code EK-FAC}. */
  String name();

  /** First parameter of each block, then P. */
  int[] blockOffsets();

  /** C v for every row v: k x P. */
  DenseMatrix multiply(DenseMatrix rows);

  /**
   * (C + damping I)^-1 v for every row v: k x P. The damping is applied here once and kept nowhere.
   *
   * @throws ArithmeticException if the damped matrix is not positive definite
   */
  DenseMatrix solve(double damping, DenseMatrix rows);

  /** The P eigenvalues, ascending. */
  double[] eigenvalues();

  /**
   * Block b as a dense matrix, to be read only. Closing it never takes memory away from this
   * curvature.
   */
  SymmetricMatrix block(int b);

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

  /** Frees the memory this curvature owns; it cannot be used afterwards. */
  @Override
  void close();
}
