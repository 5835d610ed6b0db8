package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rungs with negative eigenvalues: products keep them, solves do as the switch says. */
abstract class IndefiniteContract extends CurvatureContract {
  private static final Nets.Net NET =
      Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 11);
  private final Rung rung;

  IndefiniteContract(Rung rung) {
    super(rung);
    this.rung = rung;
  }

  @Override
  DMatrixRMaj solved(DMatrixRMaj dense, double damping, DMatrixRMaj v, Nets.Net net) {
    Ejml.Spectrum spectrum = Ejml.spectrum(dense);
    double[] inverse =
        map(spectrum, x -> inverse(net.options().negativeEigenvalues(), zeroOr(x), damping));
    return Ejml.product(v, spectrum.compose(inverse));
  }

  /** Eigenvalues here are of the order of 1, and zero ones come out at 1e-17. */
  private static double zeroOr(double eigenvalue) {
    return Math.abs(eigenvalue) < 1e-14 ? 0 : eigenvalue;
  }

  private static double inverse(NegativeEigenvalues negative, double x, double damping) {
    return switch (negative) {
      case ABSOLUTE -> 1 / (Math.abs(x) + damping);
      case DROP -> x < 0 ? 0 : 1 / (x + damping);
      case KEEP -> 1 / (x + damping);
    };
  }

  @ParameterizedTest
  @EnumSource(NegativeEigenvalues.class)
  void negativeEigenvaluesCountAsTheSwitchSays(NegativeEigenvalues negative) {
    try (LadderPoint point = NET.with(NET.options().with(negative)).point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj v = Ejml.random(2, NET.parameters(), 9);
      DMatrixRMaj expected =
          solved(Ejml.of(dense), 0.01, v, NET.with(NET.options().with(negative)));
      assertThat(Ejml.relativeError(curvature.solve(0.01, Ejml.toDense(v)), expected))
          .isLessThan(Tolerances.SOLVE);
      assertThat(curvature.eigenvalues()[0]).as("the spectrum is C's own").isNegative();
      assertThat(curvature.inverse(-2, x -> 10 * x))
          .isEqualTo(
              switch (negative) {
                case ABSOLUTE -> 20;
                case DROP -> 0;
                case KEEP -> -20;
              });
    }
  }

  @Test
  void keptEigenvaluesMayNotBecomeZero() {
    try (LadderPoint point = NET.with(NET.options().with(NegativeEigenvalues.KEEP)).point();
        Curvature curvature = rung.at(point);
        DenseMatrix v = DenseMatrix.zeros(1, NET.parameters())) {
      double exactly = -curvature.eigenvalues()[3];
      assertThatThrownBy(() -> curvature.solve(exactly, v))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining(rung.label())
          .hasMessageContaining("0.0");
    }
  }

  private static double[] map(
      Ejml.Spectrum spectrum, java.util.function.DoubleUnaryOperator function) {
    return Arrays.stream(spectrum.values()).map(function).toArray();
  }
}
