package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.DigitsSource;
import org.curvatureladder.data.Standardisation;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ASTRA on all examples, run to convergence, is the dense damped solve, on trained networks. */
class DigitsConvergenceTest {
  private static final double LAMBDA = 0.01;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void earlyInTraining(int depth) {
    assertThat(errorOfAstra(depth, 3)).isLessThan(1e-8);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void atTheEndOfTraining(int depth) {
    assertThat(errorOfAstra(depth, 1000)).isLessThan(1e-8);
  }

  private static double errorOfAstra(int depth, int epochs) {
    Dataset all = new DigitsSource().load();
    Dataset raw = all.subset(IntStream.range(0, 1617).toArray());
    Dataset train = Standardisation.of(raw).apply(raw);
    Architecture architecture =
        new Architecture(
            64, Collections.nCopies(depth, 16), 10, Activation.GELU, Loss.CROSS_ENTROPY);
    TrainingRecipe recipe =
        new TrainingRecipe(0.03, 1e-8, 0.9, 0, Schedule.COSINE, 1000, 32, Precision.FLOAT64);
    double[] theta =
        new Trainer(architecture, recipe, KernelBackend.best())
            .train(train, IntStream.range(0, 1617).toArray(), 1, 2, new int[] {epochs})
            .get(0)
            .theta();
    Nets.Net net = new Nets.Net(new Mlp(architecture), theta, train);
    try (Problem problem = new Problem(net, LAMBDA, 2);
        DenseMatrix rows = Ejml.toDense(problem.vectors)) {
      Astra probe = astra(problem, 1);
      Astra solver = astra(problem, 0.95 / probe.stabilityLimit().largestEigenvalue());
      try (DenseMatrix solution = solver.solve(rows);
          DenseMatrix expected = problem.directSolution()) {
        return Ejml.relativeError(solution.toArray(), expected.toArray());
      }
    }
  }

  private static Astra astra(Problem problem, double step) {
    return new Astra(
        problem.ggn,
        LAMBDA,
        problem.ekfac,
        new IterationSettings(
            500, step, 0, 0.9, IterationSettings.Start.PRECONDITIONED, Batches.full()));
  }
}
