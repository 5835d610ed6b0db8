package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KroneckerCoordinatesTest {

  static Stream<Nets.Net> nets() {
    return Nets.switched();
  }

  /** Q' diag(d) Q v is the curvature's own product, and Q'Q v = v. */
  @ParameterizedTest
  @MethodSource("nets")
  void curvatureIsDiagonalThere(Nets.Net net) {
    DMatrixRMaj vectors = Ejml.random(3, net.parameters(), 1);
    try (LadderPoint point = net.point();
        DenseMatrix x = DenseMatrix.zeros(3, net.parameters());
        DenseMatrix back = DenseMatrix.zeros(3, net.parameters())) {
      EkFac ekfac = EkFac.of(point);
      KroneckerCoordinates coordinates = ekfac.coordinates();
      assertThat(coordinates.dimension()).isEqualTo(net.parameters());
      coordinates.fromParameters(Ejml.toDense(vectors), x);
      coordinates.toParameters(x, back);
      assertThat(Ejml.relativeError(back, vectors)).isLessThan(Tolerances.EXACT);
      x.scaleColumns(ekfac.diagonal());
      coordinates.toParameters(x, back);
      assertThat(Ejml.relativeError(back, Ejml.of(ekfac.multiply(Ejml.toDense(vectors)))))
          .isLessThan(Tolerances.EXACT);
    }
  }
}
