package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class RandomProjectionTest {

  /** Chosen for a k that is no multiple of the 64 bits of a word. */
  @Test
  void aBlockIsItsRowsOfTheWhole() {
    RandomProjection projection = new RandomProjection(100, 7);
    DMatrixRMaj whole = rows(projection, 0, 50);
    DMatrixRMaj block = rows(projection, 20, 10);
    for (int p = 0; p < 10; p++) {
      for (int j = 0; j < 100; j++) {
        assertThat(block.get(p, j)).isEqualTo(whole.get(20 + p, j));
        assertThat(Math.abs(block.get(p, j))).isEqualTo(0.1);
      }
    }
    assertThat(rows(new RandomProjection(100, 8), 20, 10).data).isNotEqualTo(block.data);
    assertThat(rows(new RandomProjection(100, 7), 20, 10).data).isEqualTo(block.data);
  }

  /**
   * R R' has ones on the diagonal and off it means of k independent signs, of standard deviation 1
   * / sqrt(k): six of them bound all 499,500 with probability .999; their mean square is 1 / k.
   */
  @Test
  void rowsAreAlmostOrthonormal() {
    DMatrixRMaj r = rows(new RandomProjection(4096, 3), 0, 1000);
    DMatrixRMaj products = Ejml.product(r, Ejml.transpose(r));
    double squares = 0;
    for (int p = 0; p < 1000; p++) {
      for (int other = 0; other < p; other++) {
        double product = products.get(p, other);
        assertThat(Math.abs(product)).isLessThan(6 / Math.sqrt(4096));
        squares += product * product;
      }
    }
    assertThat(squares / (1000 * 999 / 2) * 4096).isBetween(0.98, 1.02);
  }

  @Test
  void noDimensionIsRefused() {
    assertThatThrownBy(() -> new RandomProjection(0, 1)).isInstanceOf(InvalidInputException.class);
  }

  static DMatrixRMaj rows(RandomProjection projection, int first, int count) {
    try (DenseMatrix rows = projection.rows(first, count)) {
      return Ejml.of(rows);
    }
  }
}
