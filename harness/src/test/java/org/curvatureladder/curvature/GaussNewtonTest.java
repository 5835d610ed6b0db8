package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.ParameterLayout;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussNewtonTest extends CurvatureContract {

  GaussNewtonTest() {
    super(Ladder.GAUSS_NEWTON);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isTheJacobianAroundTheOutputCurvature(Nets.Net net) {
    try (GaussNewton g = GaussNewton.of(net.derivatives())) {
      Invariants.isTheJacobianAroundTheOutputCurvature(g, net);
    }
  }

  /** Invariant 3: G = mean over examples of sum over classes of p_c g_c g_c'. */
  @ParameterizedTest
  @MethodSource("nets")
  void isTheExactFisher(Nets.Net net) {
    if (!net.data().isClassification()) {
      return;
    }
    int size = net.parameters();
    int count = net.data().count();
    DMatrixRMaj fisher = new DMatrixRMaj(size, size);
    for (int c = 0; c < 3; c++) {
      double[] labels = new double[count];
      Arrays.fill(labels, c);
      Dataset relabelled = new Dataset("class", count, net.data().features(), labels, 4, 3);
      double[] losses = net.mlp().measure(Measurement.LOSS, net.theta(), relabelled);
      double[] rows = net.mlp().gradients(Measurement.LOSS, net.theta(), relabelled);
      for (int n = 0; n < count; n++) {
        double[] g = Arrays.copyOfRange(rows, n * size, (n + 1) * size);
        DMatrixRMaj column = new DMatrixRMaj(size, 1, true, g);
        CommonOps_DDRM.multAddTransB(Math.exp(-losses[n]) / count, column, column, fisher);
      }
    }
    try (GaussNewton g = GaussNewton.of(net.derivatives())) {
      assertThat(Ejml.relativeError(g.toDense(), fisher)).isLessThan(Tolerances.ORACLE);
    }
  }

  /** Invariant 4. */
  @ParameterizedTest
  @MethodSource("nets")
  void agreesWithTheHessianWhereItMust(Nets.Net net) {
    ParameterLayout layout = net.mlp().layout();
    int last = layout.layers() - 1;
    boolean piecewiseLinear = net.mlp().architecture().activation() == Activation.RELU;
    try (GaussNewton g = GaussNewton.of(net.derivatives());
        Hessian h = Hessian.of(net.derivatives())) {
      for (int l = piecewiseLinear ? 0 : last; l <= last; l++) {
        int from = layout.offset(l);
        int to = layout.offset(l + 1);
        DMatrixRMaj left = CommonOps_DDRM.extract(Ejml.of(g.toDense()), from, to, from, to);
        DMatrixRMaj right = CommonOps_DDRM.extract(Ejml.of(h.toDense()), from, to, from, to);
        assertThat(Ejml.relativeError(left.data, right.data)).isLessThan(Tolerances.ORACLE);
      }
      if (last > 0) {
        assertThat(ApproximationError.relative(h, g)).isGreaterThan(1e-3);
      } else {
        assertThat(ApproximationError.relative(h, g)).isLessThan(Tolerances.ORACLE);
      }
    }
  }

  /** Invariant 5, first half. */
  @Test
  void isPositiveSemidefiniteOfLowRank() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.TANH, Loss.CROSS_ENTROPY, 3);
    try (GaussNewton g = GaussNewton.of(net.derivatives())) {
      double[] values = g.eigenvalues();
      double largest = values[values.length - 1];
      assertThat(values[0]).isGreaterThan(-1e-14 * largest);
      long rank = Arrays.stream(values).filter(v -> v > 1e-12 * largest).count();
      assertThat(rank).isBetween(1L, 3L * 2);
    }
  }

  /** Invariant 5, second half: KL(p(theta) || p(theta + d)) = 1/2 d'Gd. */
  @Test
  void isTheCurvatureOfTheDivergence() {
    Nets.Net net = Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11);
    double[] d = Nets.normal(net.parameters(), 1, 5);
    double length = Math.sqrt(Arrays.stream(d).map(x -> x * x).sum());
    double[] moved = net.theta().clone();
    for (int k = 0; k < d.length; k++) {
      d[k] *= 1e-4 / length;
      moved[k] += d[k];
    }
    double[] before = net.mlp().outputs(net.theta(), net.data());
    double[] after = net.mlp().outputs(moved, net.data());
    double divergence = 0;
    for (int n = 0; n < 11; n++) {
      double[] p = logSoftmax(before, n);
      double[] q = logSoftmax(after, n);
      for (int c = 0; c < 3; c++) {
        divergence += Math.exp(p[c]) * (p[c] - q[c]) / 11;
      }
    }
    try (GaussNewton g = GaussNewton.of(net.derivatives())) {
      double[] gd = g.multiply(DenseMatrix.of(1, d.length, d)).toArray();
      double form = 0;
      for (int k = 0; k < d.length; k++) {
        form += 0.5 * d[k] * gd[k];
      }
      assertThat(divergence).isCloseTo(form, within(1e-3 * form));
    }
  }

  /** Scaling: the mean over all examples is the weighted mean over the parts of any partition. */
  @ParameterizedTest
  @MethodSource("nets")
  void partsOfAPartitionAddUp(Nets.Net net) {
    int[][] parts = {{3}, {0, 7, 2, 9}, {1, 4, 5, 6, 8, 10}};
    DMatrixRMaj sum = new DMatrixRMaj(net.parameters(), net.parameters());
    for (int[] part : parts) {
      try (GaussNewton g = GaussNewton.of(net.on(net.data().subset(part)).derivatives());
          SymmetricMatrix dense = g.toDense()) {
        CommonOps_DDRM.addEquals(sum, part.length / 11.0, Ejml.of(dense));
      }
    }
    try (GaussNewton g = GaussNewton.of(net.derivatives());
        GaussNewton batched = GaussNewton.of(net.derivatives(), 1)) {
      assertThat(Ejml.relativeError(g.toDense(), sum)).isLessThan(Tolerances.ORACLE);
      assertThat(Ejml.relativeError(batched.toDense(), sum)).isLessThan(Tolerances.ORACLE);
    }
  }

  /** (1/N) sum_n J_n' Lambda_n J_n with Lambda written out for each loss. */
  static DMatrixRMaj fromJacobian(Nets.Net net) {
    int size = net.parameters();
    double[] jacobian = net.mlp().jacobian(net.theta(), net.data());
    double[] z = net.mlp().outputs(net.theta(), net.data());
    int count = net.data().count();
    DMatrixRMaj result = new DMatrixRMaj(size, size);
    for (int n = 0; n < count; n++) {
      DMatrixRMaj j =
          new DMatrixRMaj(
              3, size, true, Arrays.copyOfRange(jacobian, n * 3 * size, (n + 1) * 3 * size));
      DMatrixRMaj lambda = CommonOps_DDRM.identity(3);
      if (net.mlp().architecture().loss() == Loss.CROSS_ENTROPY) {
        double[] p = Arrays.stream(logSoftmax(z, n)).map(Math::exp).toArray();
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b < 3; b++) {
            lambda.set(a, b, (a == b ? p[a] : 0) - p[a] * p[b]);
          }
        }
      }
      CommonOps_DDRM.multAddTransA(1.0 / count, j, Ejml.product(lambda, j), result);
    }
    return result;
  }

  private static double[] logSoftmax(double[] z, int n) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.exp(z[3 * n + c]);
    }
    double[] result = new double[3];
    for (int c = 0; c < 3; c++) {
      result[c] = z[3 * n + c] - Math.log(sum);
    }
    return result;
  }
}
