package org.curvatureladder.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The checks that the tests of the rungs share, as functions of the curvature, so that {@link
 * org.curvatureladder.PlantedFaultsTest} can show that each of them is able to fail.
 */
public final class Invariants {
  private Invariants() {}

  /** (C + damping I)^-1 v for several dampings, twice each; {@code expected} is the dense solve. */
  public static void dampingIsAddedOnce(
      Curvature curvature, DenseMatrix rows, DoubleFunction<DMatrixRMaj> expected) {
    for (double damping : new double[] {1e-3, 0.1, 10}) {
      try (DenseMatrix first = curvature.solve(damping, rows);
          DenseMatrix again = curvature.solve(damping, rows)) {
        assertThat(Ejml.relativeError(first, expected.apply(damping))).isLessThan(Tolerances.SOLVE);
        assertThat(again.toArray()).as("damping is added once").containsExactly(first.toArray());
      }
    }
  }

  /** The same data twice is the same curvature. */
  public static void everythingIsOfTheMeanLoss(
      Nets.Net net, Function<LadderPoint, Curvature> rung) {
    int count = net.data().count();
    Dataset twice = net.data().subset(IntStream.range(0, 2 * count).map(n -> n % count).toArray());
    try (LadderPoint once = net.point();
        LadderPoint repeated = net.on(twice).point();
        SymmetricMatrix expected = rung.apply(once).toDense();
        SymmetricMatrix actual = rung.apply(repeated).toDense()) {
      assertThat(Ejml.relativeError(actual, Ejml.of(expected))).isLessThan(Tolerances.ORACLE);
    }
  }

  /** Invariant 8: ||B - K||^2 = ||B - E||^2 + ||E - K||^2. */
  public static void pythagoras(Curvature b, Curvature e, Curvature k) {
    double whole = Math.pow(ApproximationError.distance(b, k), 2);
    double legs =
        Math.pow(ApproximationError.distance(b, e), 2)
            + Math.pow(ApproximationError.distance(e, k), 2);
    double size = Math.pow(ApproximationError.norm(b), 2);
    assertThat(legs).isCloseTo(whole, within(Tolerances.ORACLE * size));
  }

  /** Every group is S (x) A of plain loops, and so the trace is the sum of tr S tr A. */
  public static void kfacIsTheProductOfItsFactors(Curvature kfac, Nets.Net net) {
    double traces = 0;
    double trace = 0;
    for (int g = 0; g < kfac.groups().count(); g++) {
      NaiveFactors factors = factors(net, g);
      DMatrixRMaj s = factors.outputFactor();
      DMatrixRMaj a = factors.inputFactor();
      traces += CommonOps_DDRM.trace(s) * CommonOps_DDRM.trace(a);
      try (SymmetricMatrix matrix = kfac.group(g)) {
        trace += matrix.trace();
        assertThat(Ejml.relativeError(matrix, CommonOps_DDRM.kron(s, a, null)))
            .isLessThan(Tolerances.ORACLE);
      }
    }
    assertThat(trace).isCloseTo(traces, within(Tolerances.ORACLE * traces));
  }

  /** Every group has the second moments of the gradients along the Kronecker eigenvectors. */
  public static void ekfacHasTheSecondMomentsOfTheGradients(Curvature ekfac, Nets.Net net) {
    for (int g = 0; g < ekfac.groups().count(); g++) {
      try (SymmetricMatrix matrix = ekfac.group(g)) {
        assertThat(Ejml.relativeError(matrix, factors(net, g).corrected()))
            .isLessThan(Tolerances.ORACLE);
      }
    }
  }

  /** G = mean of J' Lambda J. */
  public static void isTheJacobianAroundTheOutputCurvature(Curvature ggn, Nets.Net net) {
    try (SymmetricMatrix dense = ggn.toDense()) {
      assertThat(Ejml.relativeError(dense, GaussNewtonTest.fromJacobian(net)))
          .isLessThan(Tolerances.ORACLE);
    }
  }

  private static NaiveFactors factors(Nets.Net net, int group) {
    boolean joint = net.options().bias() == LadderOptions.Bias.JOINT;
    var layout = net.mlp().layout();
    return new NaiveFactors(
        net, (joint ? LayerBlock.layers(layout) : LayerBlock.tensors(layout)).get(group));
  }
}
