package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.NegativeEigenvalues;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.curvature.Rung;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule on every rung, against the rung's dense form in EJML. */
class DampingTest {
  private static final Nets.Net JOINT =
      Nets.net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11);
  private static final Nets.Net APART =
      JOINT.with(
          JOINT
              .options()
              .with(LadderOptions.Bias.SEPARATE)
              .with(LadderOptions.Blocks.TENSOR)
              .with(NegativeEigenvalues.KEEP));
  private static final DMatrixRMaj V = Ejml.random(3, JOINT.parameters(), 4);

  static Stream<Rung> rungs() {
    return Ladder.standard().rungs().stream();
  }

  private static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static DMatrixRMaj function(DMatrixRMaj dense, DoubleUnaryOperator f) {
    Ejml.Spectrum spectrum = Ejml.spectrum(dense);
    return Ejml.product(V, spectrum.compose(Arrays.stream(spectrum.values()).map(f).toArray()));
  }

  private static void assertSolves(Damping damping, Curvature curvature, DMatrixRMaj expected) {
    assertThat(Ejml.relativeError(damping.solve(curvature, Ejml.toDense(V)), expected))
        .as(curvature.name())
        .isLessThan(Tolerances.SOLVE);
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void relativeIsOfTheMeanEigenvalueOfTheWholeMatrix(Rung rung) {
    try (LadderPoint point = JOINT.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      double[] values = absolute(Ejml.spectrum(Ejml.of(dense)).values());
      double lambda = 0.3 * Arrays.stream(values).average().orElseThrow();
      Damping damping = Damping.relative(0.3);
      assertThat(damping.lambda(curvature)).isCloseTo(lambda, within(Tolerances.ORACLE * lambda));
      assertSolves(damping, curvature, function(Ejml.of(dense), x -> 1 / (Math.abs(x) + lambda)));
    }
  }

  /** Weight and bias apart: every tensor has its own damping. */
  @ParameterizedTest
  @MethodSource("rungs")
  void relativePerBlockIsOfTheMeanEigenvalueOfEachGroup(Rung rung) {
    Nets.Net net = APART.with(APART.options().with(NegativeEigenvalues.ABSOLUTE));
    try (LadderPoint point = net.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj expected = new DMatrixRMaj(V.numRows, V.numCols);
      double mean = 0;
      for (int g = 0; g < curvature.groups().count(); g++) {
        int[] parameters = curvature.groups().parameters(g);
        try (SymmetricMatrix matrix = dense.submatrix(parameters)) {
          Ejml.Spectrum spectrum = Ejml.spectrum(Ejml.of(matrix));
          double[] values = absolute(spectrum.values());
          double lambda = 0.3 * Arrays.stream(values).average().orElseThrow();
          mean += lambda * parameters.length / V.numCols;
          DMatrixRMaj part =
              Ejml.product(
                  columns(V, parameters),
                  spectrum.compose(Arrays.stream(values).map(x -> 1 / (x + lambda)).toArray()));
          for (int k = 0; k < V.numRows; k++) {
            for (int j = 0; j < parameters.length; j++) {
              expected.set(k, parameters[j], part.get(k, j));
            }
          }
        }
      }
      Damping damping = Damping.relativePerBlock(0.3);
      assertSolves(damping, curvature, expected);
      assertThat(damping.lambda(curvature)).isCloseTo(mean, within(Tolerances.ORACLE * mean));
    }
  }

  /** As the paper's code: add lambda to H as it stands, leave out what is at most the cutoff. */
  @ParameterizedTest
  @MethodSource("rungs")
  void pseudoInverseLeavesOutWhatIsAtMostTheCutoff(Rung rung) {
    double lambda = 1e-3;
    try (LadderPoint point = APART.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      double[] values = curvature.eigenvalues();
      // Above the null space, whose eigenvalues are noise.
      int k = values.length * 4 / 5;
      double cutoff = lambda + 0.5 * (values[k] + values[k + 1]);
      DMatrixRMaj expected =
          function(Ejml.of(dense), x -> x + lambda > cutoff ? 1 / (x + lambda) : 0);
      assertSolves(Damping.pseudoInverse(lambda, cutoff), curvature, expected);
    }
  }

  @Test
  void pseudoInverseTakesAbsoluteValuesFirstWhereTheLadderDoes() {
    try (LadderPoint point = JOINT.point();
        Curvature h = Ladder.HESSIAN.at(point);
        SymmetricMatrix dense = h.toDense()) {
      DMatrixRMaj expected =
          function(Ejml.of(dense), x -> Math.abs(x) + 1e-3 > 2e-2 ? 1 / (Math.abs(x) + 1e-3) : 0);
      assertSolves(Damping.pseudoInverse(1e-3, 2e-2), h, expected);
    }
  }

  /** K-FAC's and KFOC's factors are damped; every other rung is damped by lambda itself. */
  @ParameterizedTest
  @MethodSource("rungs")
  void piHeuristicDampsFactorsWhereThereAreFactors(Rung rung) {
    double lambda = 0.02;
    try (LadderPoint point = JOINT.point();
        Curvature curvature = rung.at(point);
        SymmetricMatrix dense = curvature.toDense()) {
      DMatrixRMaj plain = function(Ejml.of(dense), x -> 1 / (Math.abs(x) + lambda));
      if (rung.equals(Ladder.K_FAC) || rung.equals(Ladder.KFOC)) {
        DMatrixRMaj solved = Ejml.of(Damping.piHeuristic(lambda).solve(curvature, Ejml.toDense(V)));
        assertThat(Ejml.relativeError(solved.data, plain.data)).isGreaterThan(0.01);
        // The cross terms only ever add to the damping.
        for (int k = 0; k < V.numRows; k++) {
          DMatrixRMaj row = CommonOps_DDRM.extractRow(V, k, null);
          assertThat(CommonOps_DDRM.dot(row, CommonOps_DDRM.extractRow(solved, k, null)))
              .isBetween(0.0, CommonOps_DDRM.dot(row, CommonOps_DDRM.extractRow(plain, k, null)));
        }
      } else {
        assertSolves(Damping.piHeuristic(lambda), curvature, plain);
      }
      DMatrixRMaj cut =
          function(Ejml.of(dense), x -> Math.abs(x) > 0.1 ? 1 / (Math.abs(x) + lambda) : 0);
      if (rung.equals(Ladder.GAUSS_NEWTON)) {
        assertSolves(new Damping(Damping.Rule.PI_HEURISTIC, lambda, 0.1 + lambda), curvature, cut);
      }
    }
  }

  @Test
  void everyRuleGivesAnotherAnswer() {
    List<Damping> rules =
        List.of(
            Damping.absolute(0.1),
            Damping.relative(0.1),
            Damping.relativePerBlock(0.1),
            Damping.piHeuristic(0.1),
            Damping.pseudoInverse(0.1, 0.11));
    try (LadderPoint point = JOINT.point();
        Curvature kfac = Ladder.K_FAC.at(point)) {
      List<double[]> solutions =
          rules.stream().map(rule -> rule.solve(kfac, Ejml.toDense(V)).toArray()).toList();
      for (int a = 0; a < rules.size(); a++) {
        for (int b = 0; b < a; b++) {
          assertThat(Ejml.relativeError(solutions.get(a), solutions.get(b))).isGreaterThan(1e-3);
        }
      }
    }
  }

  /** One datum far from its target: the network's curvature outweighs the loss's. */
  @Test
  void relativeDampingOfANegativeMeanIsAnError() {
    Nets.Net net = Nets.net(List.of(5), Activation.TANH, Loss.SQUARED_ERROR, 1);
    for (double distance : new double[] {-1e4, 1e4}) {
      Arrays.fill(net.data().targets(), distance);
      try (LadderPoint point = net.with(APART.options()).point();
          Curvature h = Ladder.HESSIAN.at(point)) {
        double mean = Arrays.stream(h.eigenvalues()).average().orElseThrow();
        assertThat(h.meanEigenvalue(0)).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
        if (mean < 0) {
          assertThatThrownBy(
                  () ->
                      Damping.relative(0.1)
                          .solve(h, Ejml.toDense(Ejml.random(1, net.parameters(), 1))))
              .isInstanceOf(ArithmeticException.class)
              .hasMessageContaining("mean eigenvalue below 0");
          return;
        }
      }
    }
    throw new AssertionError("neither target gives a negative mean");
  }

  @Test
  void refusesWhatIsNoDamping() {
    assertThatThrownBy(() -> Damping.pseudoInverse(1, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("damping cutoff -1.0: expected a finite number, 0 or larger");
    assertThatThrownBy(() -> new Damping(Damping.Rule.ABSOLUTE, 1, 1e-6))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected rule PSEUDO_INVERSE or PI_HEURISTIC");
  }

  private static DMatrixRMaj columns(DMatrixRMaj rows, int[] numbers) {
    DMatrixRMaj result = new DMatrixRMaj(rows.numRows, numbers.length);
    for (int k = 0; k < rows.numRows; k++) {
      for (int j = 0; j < numbers.length; j++) {
        result.set(k, j, rows.get(k, numbers[j]));
      }
    }
    return result;
  }
}
