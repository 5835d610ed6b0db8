package org.curvatureladder.attribution;

import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.training.Seeds;

/**
 * R, a P x k matrix of independent signs +-1 / sqrt(k) (Rademacher), so that E (R'u)'(R'v) = u'v
 * (Johnson and Lindenstrauss; the projection of Park et al. 2023, arXiv 2303.14186, section 3.2).
 *
 * <p>Entry (p, j) is bit j mod 64 of a hash of (seed, p, j / 64): R is never stored, any block of
 * its rows can be made at any time, and it does not depend on how it is cut into blocks.
 *
 * @param dimension k
 * @param seed base of the hash
 */
public record RandomProjection(int dimension, long seed) {

  /**
   * Checks the dimension.
   *
   * @throws InvalidInputException if it is not positive
   */
  public RandomProjection {
    if (dimension < 1) {
      throw new InvalidInputException(
          "random projection to %d dimensions: expected at least 1".formatted(dimension));
    }
  }

  /** Rows [first, first + count) of R: count x k, the caller's to close. */
  public DenseMatrix rows(int first, int count) {
    DenseMatrix block = DenseMatrix.zeros(count, dimension);
    double[] row = new double[dimension];
    double one = 1 / Math.sqrt(dimension);
    for (int p = 0; p < count; p++) {
      long rowSeed = Seeds.derive(seed, first + p);
      for (int word = 0; word * Long.SIZE < dimension; word++) {
        long bits = Seeds.derive(rowSeed, word);
        int end = Math.min(dimension, (word + 1) * Long.SIZE);
        for (int j = word * Long.SIZE; j < end; j++, bits >>>= 1) {
          row[j] = (bits & 1) == 0 ? one : -one;
        }
      }
      block.writeRow(p, row, 0);
    }
    return block;
  }
}
