package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HessianTest extends IndefiniteContract {

  HessianTest() {
    super(Ladder.HESSIAN);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void agreesWithCentralDifferencesOfTheGradient(Nets.Net net) {
    int size = net.parameters();
    DMatrixRMaj expected = new DMatrixRMaj(size, size);
    double step = 1e-5;
    for (int j = 0; j < size; j++) {
      double[] up = gradient(net, j, step);
      double[] down = gradient(net, j, -step);
      for (int i = 0; i < size; i++) {
        expected.set(i, j, (up[i] - down[i]) / (2 * step));
      }
    }
    try (Hessian hessian = Hessian.of(net.derivatives());
        SymmetricMatrix dense = hessian.toDense()) {
      assertThat(Ejml.relativeError(dense, expected)).isLessThan(Tolerances.FINITE_DIFFERENCE);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void agreesWithHessianVectorProducts(Nets.Net net) {
    int size = net.parameters();
    DMatrixRMaj expected = new DMatrixRMaj(size, size);
    for (int j = 0; j < size; j++) {
      double[] unit = new double[size];
      unit[j] = 1;
      double[] column = net.mlp().hessianVectorProduct(net.theta(), net.data(), unit);
      System.arraycopy(column, 0, expected.data, j * size, size);
    }
    try (Hessian hessian = Hessian.of(net.derivatives());
        SymmetricMatrix dense = hessian.toDense()) {
      assertThat(Ejml.relativeError(dense, expected)).isLessThan(Tolerances.ORACLE);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void batchesOfOneExampleAddUpToTheSame(Nets.Net net) {
    try (Hessian whole = Hessian.of(net.derivatives());
        Hessian batched = Hessian.of(net.derivatives(), NegativeEigenvalues.ABSOLUTE, 1)) {
      assertThat(Ejml.relativeError(batched.toDense(), Ejml.of(whole.toDense())))
          .isLessThan(Tolerances.EXACT);
    }
  }

  @Test
  void isIndefiniteWhereTheContractTestsAbsoluteEigenvalues() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
    try (Hessian hessian = Hessian.of(net.derivatives())) {
      double[] values = hessian.eigenvalues();
      assertThat(values[0]).isLessThan(-0.01 * values[values.length - 1]);
    }
  }

  private static double[] gradient(Nets.Net net, int parameter, double step) {
    double[] theta = net.theta().clone();
    theta[parameter] += step;
    return net.mlp().meanGradient(Measurement.LOSS, theta, net.data());
  }
}
