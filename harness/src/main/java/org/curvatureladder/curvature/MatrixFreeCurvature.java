package org.curvatureladder.curvature;

/**
 * A curvature C = (1/N) sum_n C_n of the mean loss over N examples that is never built: it is known
 * by products with C, and with the mean C_B of any batch of examples. Over batches drawn uniformly
 * the mean of C_B is C.
 */
public interface MatrixFreeCurvature extends AutoCloseable {

  /** The curvature's name in results, the same as that of its dense rung. */
  String name();

  /** Number of parameters P. */
  int dimension();

  /** Number of examples N. */
  int count();

  /** C. */
  SymmetricOperator full();

  /**
   * C_B = (1/B) sum of C_n over a batch.
   *
   * @param examples B numbers in [0, N), repetition allowed
   * @throws IllegalArgumentException if the batch is empty or a number out of range
   */
  SymmetricOperator on(int[] examples);

  /**
   * This curvature in other coordinates: Q C Q'. Close the result before this curvature.
   *
   * @param coordinates Q, not closed here
   */
  default MatrixFreeCurvature in(KroneckerCoordinates coordinates) {
    return new RotatedCurvature(this, coordinates);
  }

  /** Frees what this curvature owns. */
  @Override
  void close();
}
