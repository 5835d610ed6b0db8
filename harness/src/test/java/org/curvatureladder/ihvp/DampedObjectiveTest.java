package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.curvatureladder.Tolerances;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class DampedObjectiveTest {
  private static final double LAMBDA = 0.1;

  @Test
  void theGapIsTheRelativeSquaredEnergyNormOfTheError() {
    try (Problem problem = new Problem(IterativeSolverContract.NET, LAMBDA, 3);
        DenseMatrix v = Ejml.toDense(problem.vectors)) {
      DampedObjective objective = new DampedObjective(problem.ggn, LAMBDA, v);
      DMatrixRMaj exact = problem.solution();
      DMatrixRMaj theta = Ejml.random(3, exact.numCols, 9);
      DMatrixRMaj zero = new DMatrixRMaj(3, exact.numCols);
      double error = 0;
      double whole = 0;
      for (int k = 0; k < 3; k++) {
        error += problem.energy(theta, exact, problem.damped(), k);
        whole += problem.energy(zero, exact, problem.damped(), k);
        DMatrixRMaj row = CommonOps_DDRM.extractRow(theta, k, null);
        double expected =
            0.5 * CommonOps_DDRM.dot(Ejml.product(row, problem.damped()), row)
                - CommonOps_DDRM.dot(row, CommonOps_DDRM.extractRow(problem.vectors, k, null));
        assertThat(objective.of(Ejml.toDense(theta))[k])
            .isCloseTo(expected, within(Tolerances.ORACLE * Math.abs(expected)));
      }
      double optimum = objective.mean(Ejml.toDense(exact));
      assertThat(objective.relativeGap(Ejml.toDense(theta), optimum))
          .isCloseTo(error / whole, within(Tolerances.SOLVE * error / whole));
      assertThat(objective.relativeGap(Ejml.toDense(zero), optimum)).isEqualTo(1);
    }
  }
}
