package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.curvatureladder.Tolerances;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class NeumannSeriesTest extends IterativeSolverContract {

  @Override
  IhvpSolver converging(Problem problem) {
    double largest = problem.largestEigenvalue(identity(problem));
    return new NeumannSeries(
        problem.ggn, problem.lambda, settings(700, 1 / largest, 0.9, IterationSettings.Start.ZERO));
  }

  /** In the eigenbasis of G + lambda I: (1 - alpha s)^J + (1 - (1 - alpha s)^J) / s from v. */
  @Test
  void truncatedSeriesInClosedForm() {
    try (Problem problem = new Problem(NET, 0.01, 3)) {
      Ejml.Spectrum spectrum = Ejml.spectrum(problem.damped());
      int steps = 25;
      double step = 1.5 / spectrum.values()[spectrum.values().length - 1];
      for (IterationSettings.Start start : IterationSettings.Start.values()) {
        DMatrixRMaj filter =
            spectrum.compose(
                Arrays.stream(spectrum.values())
                    .map(
                        s -> {
                          double left = Math.pow(1 - step * s, steps);
                          return (1 - left) / s
                              + (start == IterationSettings.Start.ZERO ? 0 : left);
                        })
                    .toArray());
        NeumannSeries series =
            new NeumannSeries(problem.ggn, 0.01, settings(steps, step, 0, start));
        assertThat(series.name()).isEqualTo("SNI");
        try (DenseMatrix actual = series.solve(Ejml.toDense(problem.vectors))) {
          assertThat(Ejml.relativeError(actual, Ejml.product(problem.vectors, filter)))
              .isLessThan(Tolerances.SOLVE);
        }
      }
    }
  }

  /**
   * Truncation after J steps from zero acts like extra damping 1 / (alpha J): in every eigenspace
   * the two differ by less than 1.3, the largest value of (1 - exp(-x)) (1 + 1 / x), and agree at
   * both ends of the spectrum.
   */
  @Test
  void truncationActsLikeExtraDamping() {
    double lambda = 1e-9;
    try (Problem problem = new Problem(NET, lambda, 1)) {
      Ejml.Spectrum spectrum = Ejml.spectrum(problem.damped());
      double[] values = spectrum.values();
      int size = values.length;
      int steps = 50;
      double step = 0.5 / values[size - 1];
      double extra = 1 / (step * steps);
      NeumannSeries series =
          new NeumannSeries(
              problem.ggn, lambda, settings(steps, step, 0, IterationSettings.Start.ZERO));
      DMatrixRMaj coordinates;
      try (DenseMatrix solved = series.solve(Ejml.toDense(spectrum.vectors()))) {
        coordinates = Ejml.product(Ejml.of(solved), Ejml.transpose(spectrum.vectors()));
      }
      for (int i = 0; i < size; i++) {
        double ratio = coordinates.get(i, i) * (Math.max(values[i], 0) + extra);
        assertThat(ratio).isBetween(0.999, 1.31);
      }
      assertThat(coordinates.get(0, 0) * extra).as("flat direction").isBetween(0.999, 1.001);
    }
  }

  @Test
  void lissaIsTheMeanOverItsRepeats() {
    try (Problem problem = new Problem(NET, 0.05, 2)) {
      IterationSettings settings =
          new IterationSettings(
              8, 0.1, 0, 0, IterationSettings.Start.PRECONDITIONED, Batches.sampled(4, 9));
      DMatrixRMaj mean = new DMatrixRMaj(2, NET.parameters());
      for (int repeat = 0; repeat < 3; repeat++) {
        CommonOps_DDRM.add(mean, 1.0 / 3, problem.naive(identity(problem), settings, repeat), mean);
      }
      NeumannSeries lissa =
          new NeumannSeries(problem.ggn, 0.05, settings, 3, IterationListener.none());
      assertThat(lissa.name()).isEqualTo("LiSSA");
      try (DenseMatrix actual = lissa.solve(Ejml.toDense(problem.vectors))) {
        assertThat(Ejml.relativeError(actual, mean)).isLessThan(Tolerances.ORACLE);
      }
      assertThatThrownBy(
              () -> new NeumannSeries(problem.ggn, 1, settings, 0, IterationListener.none()))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void aboveTheLimitIsAnErrorThatTellsTheLimit() {
    try (Problem problem = new Problem(NET, 0.01, 2)) {
      double limit = 2 / problem.largestEigenvalue(identity(problem));
      NeumannSeries series =
          new NeumannSeries(
              problem.ggn,
              0.01,
              settings(20, 1.05 * limit, 0, IterationSettings.Start.PRECONDITIONED));
      assertThatThrownBy(() -> series.solve(Ejml.toDense(problem.vectors)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("SNI")
          .hasMessageContaining("above the stability limit")
          .hasMessageContaining("GGN + 0.01 I");
    }
  }

  @Test
  void historyIsThatOfTheDenseMatrices() {
    try (Problem problem = new Problem(NET, 0.05, 2)) {
      History history = new History(2);
      IterationSettings settings = settings(5, 0.1, 0, IterationSettings.Start.PRECONDITIONED);
      new NeumannSeries(problem.ggn, 0.05, settings, 1, history)
          .solve(Ejml.toDense(problem.vectors));
      assertThat(history.records()).extracting(IterationRecord::iteration).containsExactly(0, 2, 4);
      IterationSettings four = settings(4, 0.1, 0, IterationSettings.Start.PRECONDITIONED);
      DMatrixRMaj theta = problem.naive(identity(problem), four, 0);
      DMatrixRMaj product = Ejml.product(theta, problem.damped());
      IterationRecord record = history.records().get(2);
      double[] objectives = new double[2];
      double[] residuals = new double[2];
      double[] norms = new double[2];
      for (int r = 0; r < 2; r++) {
        for (int i = 0; i < NET.parameters(); i++) {
          double v = problem.vectors.get(r, i);
          double x = theta.get(r, i);
          objectives[r] += x * (0.5 * product.get(r, i) - v);
          residuals[r] += Math.pow(product.get(r, i) - v, 2);
          norms[r] += x * x;
        }
        residuals[r] = Math.sqrt(residuals[r]);
        norms[r] = Math.sqrt(norms[r]);
      }
      assertThat(Ejml.relativeError(record.objectives(), objectives)).isLessThan(Tolerances.ORACLE);
      assertThat(Ejml.relativeError(record.residuals(), residuals)).isLessThan(Tolerances.ORACLE);
      assertThat(Ejml.relativeError(record.norms(), norms)).isLessThan(Tolerances.ORACLE);
      assertThat(record.meanObjective())
          .isEqualTo((record.objectives()[0] + record.objectives()[1]) / 2);
      assertThatThrownBy(() -> new History(0)).isInstanceOf(InvalidInputException.class);
    }
  }

  private static DMatrixRMaj identity(Problem problem) {
    return CommonOps_DDRM.identity(problem.net.parameters());
  }

  private static IterationSettings settings(
      int iterations, double step, double momentum, IterationSettings.Start start) {
    return new IterationSettings(iterations, step, 0, momentum, start, Batches.full());
  }
}
