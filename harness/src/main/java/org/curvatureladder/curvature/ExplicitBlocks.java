package org.curvatureladder.curvature;

import java.util.Arrays;
import org.curvatureladder.linalg.Cholesky;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * A curvature whose diagonal blocks are held as dense matrices; solves by one Cholesky
 * factorisation per block and damping value.
 */
abstract class ExplicitBlocks implements Curvature {
  private final String name;
  private final int[] offsets;
  private final SymmetricMatrix[] blocks;

  /** Takes over the blocks. */
  ExplicitBlocks(String name, SymmetricMatrix... blocks) {
    this.name = name;
    this.blocks = blocks;
    this.offsets = new int[blocks.length + 1];
    for (int b = 0; b < blocks.length; b++) {
      offsets[b + 1] = offsets[b] + blocks[b].dimension();
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int[] blockOffsets() {
    return offsets.clone();
  }

  @Override
  public final SymmetricMatrix block(int b) {
    return blocks[b].view();
  }

  @Override
  public final DenseMatrix multiply(DenseMatrix rows) {
    DenseMatrix result = DenseMatrix.zeros(rows.rows(), dimension());
    for (int b = 0; b < blocks.length; b++) {
      try (DenseMatrix part = blocks[b].multiply(columns(rows, b))) {
        columns(result, b).setTo(part);
      }
    }
    return result;
  }

  @Override
  public DenseMatrix solve(double damping, DenseMatrix rows) {
    DenseMatrix result = rows.copy();
    for (int b = 0; b < blocks.length; b++) {
      try (Cholesky cholesky = Cholesky.of(blocks[b], damping)) {
        cholesky.solveInPlace(columns(result, b));
      } catch (ArithmeticException e) {
        result.close();
        throw new ArithmeticException(
            "%s, block %d, damping %s: %s".formatted(name, b, damping, e.getMessage()));
      }
    }
    return result;
  }

  @Override
  public double[] eigenvalues() {
    double[] all = new double[dimension()];
    for (int b = 0; b < blocks.length; b++) {
      System.arraycopy(Eigen.valuesOf(blocks[b]), 0, all, offsets[b], offsets[b + 1] - offsets[b]);
    }
    Arrays.sort(all);
    return all;
  }

  @Override
  public void close() {
    for (SymmetricMatrix block : blocks) {
      block.close();
    }
  }

  private DenseMatrix columns(DenseMatrix rows, int b) {
    return rows.view(0, offsets[b], rows.rows(), offsets[b + 1] - offsets[b]);
  }
}
