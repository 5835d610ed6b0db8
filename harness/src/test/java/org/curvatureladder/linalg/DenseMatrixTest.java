package org.curvatureladder.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curvatureladder.Tolerances;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseMatrixTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 300})
  void products(int n) {
    DMatrixRMaj a = Ejml.random(n, n + 3, 1);
    DMatrixRMaj b = Ejml.random(n + 3, 2 * n, 2);
    try (DenseMatrix x = Ejml.toDense(a);
        DenseMatrix y = Ejml.toDense(b);
        DenseMatrix xt = Ejml.toDense(Ejml.transpose(a));
        DenseMatrix yt = Ejml.toDense(Ejml.transpose(b))) {
      DMatrixRMaj expected = Ejml.product(a, b);
      assertThat(Ejml.relativeError(x.times(y), expected)).isLessThan(Tolerances.EXACT);
      assertThat(Ejml.relativeError(x.timesTransposed(yt), expected)).isLessThan(Tolerances.EXACT);
      assertThat(Ejml.relativeError(xt.transposedTimes(y), expected)).isLessThan(Tolerances.EXACT);
      DMatrixRMaj gramian = Ejml.product(Ejml.transpose(a), a);
      CommonOps_DDRM.scale(0.25, gramian);
      assertThat(Ejml.relativeError(x.gramian(0.25), gramian)).isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void viewsShareMemoryAndCountInProducts() {
    DMatrixRMaj a = Ejml.random(7, 9, 3);
    try (DenseMatrix x = Ejml.toDense(a)) {
      DenseMatrix view = x.view(2, 3, 4, 5);
      DMatrixRMaj part = CommonOps_DDRM.extract(a, 2, 6, 3, 8);
      assertThat(view.toArray()).containsExactly(part.data);
      assertThat(view.view(1, 1, 2, 2).get(1, 0)).isEqualTo(a.get(4, 4));
      DMatrixRMaj squared = Ejml.product(part, Ejml.transpose(part));
      assertThat(Ejml.relativeError(view.timesTransposed(view), squared))
          .isLessThan(Tolerances.EXACT);
      view.scaleColumns(new double[] {1, 2, 3, 4, 5});
      assertThat(x.get(3, 5)).isEqualTo(3 * a.get(3, 5));
      assertThat(x.get(3, 2)).isEqualTo(a.get(3, 2));
      view.addTile(1, 2, 2, 2, new double[] {9, 10, 20, 30, 40}, 1);
      assertThat(x.get(4, 6)).isEqualTo(4 * a.get(4, 6) + 40);
      assertThat(x.get(4, 7)).isEqualTo(5 * a.get(4, 7));
      view.close();
      assertThat(x.copy().toArray()).containsExactly(x.toArray());
    }
  }

  @Test
  void normAndDistance() {
    try (DenseMatrix a = DenseMatrix.of(2, 2, new double[] {1, 2, 3, 4});
        DenseMatrix b = DenseMatrix.of(2, 2, new double[] {1, 0, 3, 7})) {
      assertThat(a.squaredNorm()).isEqualTo(30);
      assertThat(a.squaredDistance(b)).isEqualTo(13);
    }
  }

  @Test
  void misuseIsAnErrorAndNotACrash() {
    DenseMatrix a = DenseMatrix.zeros(2, 3);
    DenseMatrix view = a.view(0, 0, 1, 2);
    assertThatThrownBy(() -> a.times(a)).hasMessageContaining("2 x 3");
    assertThatThrownBy(() -> a.get(2, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.view(1, 1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.setTo(view)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DenseMatrix.zeros(0, 3)).isInstanceOf(IllegalArgumentException.class);
    a.close();
    assertThatThrownBy(() -> a.get(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> view.readRow(0, new double[2]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void libraryIsDescribed() {
    assertThat(OpenBlas.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(OpenBlas.config()).contains("OpenBLAS", "threads=" + OpenBlas.threads());
  }
}
