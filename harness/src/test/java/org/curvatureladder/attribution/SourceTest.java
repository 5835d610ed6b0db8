package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.AveragedEkFac;
import org.curvatureladder.curvature.Diagonalised;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.LayerDerivatives;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.ihvp.Astra;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SOURCE against the training it approximates, where its assumptions hold. */
class SourceTest {
  private static final IterationSettings ASTRA =
      new IterationSettings(
          400, 0.3, 0, 0.8, IterationSettings.Start.PRECONDITIONED, Batches.full());

  /**
   * Assumptions: full batches without momentum; curvature, gradients and rate constant in a
   * segment, which holds as each segment is ONE step from its checkpoint; G = H, which holds as the
   * model is linear. Then SOURCE is the derivative of the training, far from convergence, with a
   * changing rate and with weight decay.
   */
  @ParameterizedTest
  @CsvSource({"CROSS_ENTROPY, LOSS", "CROSS_ENTROPY, MARGIN", "SQUARED_ERROR, LOSS"})
  void oneStepSegmentsAreTheUnrolledTraining(Loss loss, Measurement measurement) {
    AttributionProblem problem = linear(loss, measurement, 10);
    double[] rates = IntStream.range(0, 12).mapToDouble(t -> 0.25 / (1 + 0.1 * t)).toArray();
    Unrolled training = new Unrolled(problem, Nets.normal(15, 0.6, 17), rates, 10, 0, 0.02);
    List<Segment> segments =
        IntStream.range(0, 12)
            .mapToObj(t -> new Segment(List.of(training.train(t, 0, 1)), 1, rates[t], 0.02))
            .toList();
    double[] scores = exact(problem, training.train(12, 0, 1), segments);
    assertThat(Ejml.relativeError(scores, training.byDifferentiation()))
        .isLessThan(Tolerances.ORACLE);
    assertThat(Ejml.relativeError(scores, training.byRetraining(1e-4)))
        .isLessThan(Tolerances.FINITE_DIFFERENCE);
  }

  /**
   * Assumptions: least squares, so G = H everywhere; full batches without momentum; constant rate;
   * and a training that starts at its optimum, so that the gradients are constant. Then three long
   * segments are exact, on checkpoints of the real trainer.
   */
  @Test
  void longSegmentsAtTheOptimumAreTheUnrolledTraining() {
    AttributionProblem problem = linear(Loss.SQUARED_ERROR, Measurement.LOSS, 11);
    double[] optimum = optimum(problem, 0.05);
    TrainingRecipe recipe =
        new TrainingRecipe(0.1, 0, 0, 0.05, Schedule.CONSTANT, 40, 11, Precision.FLOAT64);
    int[] all = IntStream.range(0, 11).toArray();
    List<Checkpoint> checkpoints =
        new Trainer(problem.network().architecture(), recipe, KernelBackend.SCALAR)
            .train(optimum, problem.train(), all, 1, Trajectory.checkpointEpochs(40, 6));
    Trajectory trajectory = new Trajectory(recipe, 11, checkpoints);
    assertThat(Ejml.relativeError(trajectory.theta(), optimum)).isLessThan(Tolerances.EXACT);

    double[] scores = exact(problem, trajectory.theta(), trajectory.segments(3));
    Unrolled training = Unrolled.fullBatch(problem, optimum, 0.1, 40, 0.05);
    assertThat(Ejml.relativeError(scores, training.byDifferentiation()))
        .isLessThan(Tolerances.ORACLE);
    assertThat(Ejml.relativeError(scores, training.byRetraining(1e-4)))
        .isLessThan(Tolerances.FINITE_DIFFERENCE);
  }

  /**
   * Mini-batches in a fixed order and momentum are replaced by their mean effect, the steps by an
   * exponential: errors of first order in the learning rate. A quarter of the rate for four times
   * the steps leaves a quarter of the error.
   */
  @ParameterizedTest
  @CsvSource({"12, 0", "3, 0", "12, 0.9", "3, 0.9"})
  void batchesAndMomentumAreErrorsOfFirstOrderInTheLearningRate(int batch, double momentum) {
    AttributionProblem problem = linear(Loss.SQUARED_ERROR, Measurement.LOSS, 12);
    double[] optimum = optimum(problem, 0.05);
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      int steps = 360 << (2 * k);
      double effective = 3.6 / steps;
      double[] rates = new double[steps];
      Arrays.fill(rates, effective * (1 - momentum));
      Unrolled training = new Unrolled(problem, optimum, rates, batch, momentum, 0.05);
      Segment third = new Segment(List.of(optimum), steps / 3, effective, 0.05);
      double[] scores =
          new Source(
                  problem,
                  optimum,
                  Collections.nCopies(3, third),
                  SegmentCurvature.GAUSS_NEWTON,
                  Unrolling.EXPONENTIAL)
              .scores()
              .values();
      errors[k] = Ejml.relativeError(scores, training.byRetraining(1e-3));
    }
    assertThat(errors[1]).isLessThan(0.05);
    assertThat(errors[1] / errors[0]).isBetween(0.2, 0.3);
  }

  /** Least squares trained for ever from its optimum: influence functions without damping. */
  @ParameterizedTest
  @EnumSource(Unrolling.class)
  void infiniteTrainingOfLeastSquaresIsTheInfluenceFunction(Unrolling unrolling) {
    AttributionProblem problem = linear(Loss.SQUARED_ERROR, Measurement.LOSS, 30);
    double[] optimum = optimum(problem, 0);
    Segment endless = new Segment(List.of(optimum), 1_000_000, 0.01, 0);
    try (GaussNewton g = gaussNewton(problem, optimum);
        Gradients gradients =
            Gradients.of(
                problem.network(),
                optimum,
                problem.train(),
                problem.queries(),
                problem.measurement())) {
      double[] influence =
          new InfluenceFunction(gradients, new DirectSolver(g, Damping.absolute(0)))
              .scores()
              .values();
      for (int segments : new int[] {1, 3}) {
        double[] scores =
            new Source(
                    problem,
                    optimum,
                    Collections.nCopies(segments, endless),
                    SegmentCurvature.GAUSS_NEWTON,
                    unrolling)
                .scores()
                .values();
        assertThat(Ejml.relativeError(scores, influence)).isLessThan(Tolerances.SOLVE);
      }
    }
  }

  /** The formula in dense algebra, from the training side: S_L ... S_{l+1} r_l for every i. */
  @ParameterizedTest
  @EnumSource(SegmentCurvature.class)
  void scoresAreTheDefinition(SegmentCurvature curvature) {
    Trained trained = Trained.network(Loss.CROSS_ENTROPY, Measurement.MARGIN, 3);
    double[] expected =
        denseScores(
            trained,
            curvature,
            (segment, decayed) -> {
              DenseSegment dense = new DenseSegment(decayed, segment);
              // (I - S)(G + wd)^-1
              return Ejml.solveRows(decayed, dense.oneMinusSurvival());
            });
    ScoreMatrix scores = AttributorsTest.source(trained, curvature).scores();
    assertThat(Ejml.relativeError(scores.values(), expected)).isLessThan(Tolerances.SOLVE);
    assertThat(scores.damping()).isEmpty();
    assertThat(scores.method())
        .isEqualTo(curvature == SegmentCurvature.EK_FAC ? "SOURCE" : "SOURCE GGN");
  }

  /** r_l = (G(average weights) + I / (eta_l K_l))^-1 g_l, with S_l as in SOURCE. */
  @ParameterizedTest
  @EnumSource(SegmentCurvature.class)
  void astraSourceIsTheDefinition(SegmentCurvature curvature) {
    Trained trained = Trained.network(Loss.CROSS_ENTROPY, Measurement.LOSS, 3);
    AttributionProblem problem = trained.problem();
    double[] expected =
        denseScores(
            trained,
            curvature,
            (segment, decayed) -> {
              try (GaussNewton g = gaussNewton(problem, segment.averageTheta())) {
                DMatrixRMaj damped = Ejml.plusDiagonal(Ejml.of(g.toDense()), segment.damping());
                return Ejml.solveRows(damped, CommonOps_DDRM.identity(damped.numRows));
              }
            });
    AstraSource source =
        new AstraSource(
            problem,
            trained.trajectory().theta(),
            trained.segments(),
            curvature,
            AttributorsTest.direct(problem),
            "direct");
    assertThat(Ejml.relativeError(source.scores().values(), expected)).isLessThan(Tolerances.SOLVE);
    assertThat(source.name()).isEqualTo("direct-SOURCE");
  }

  /** The paper's method itself: full-batch ASTRA with the segment's EK-FAC, run to convergence. */
  @Test
  void astraPlugsIn() {
    Trained trained = Trained.network(Loss.CROSS_ENTROPY, Measurement.LOSS, 3);
    AttributionProblem problem = trained.problem();
    SegmentSolver solver =
        (segment, vectors) -> {
          double[] theta = segment.averageTheta();
          try (AveragedEkFac ekFac =
                  AveragedEkFac.of(problem.network(), List.of(theta), problem.train());
              Linearisation linearisation =
                  new Linearisation(problem.network(), theta, problem.train());
              MatrixFreeGaussNewton g = new MatrixFreeGaussNewton(linearisation)) {
            return new Astra(g, segment.damping(), ekFac, ASTRA).solve(vectors);
          }
        };
    double[][] scores = new double[2][];
    SegmentSolver[] solvers = {solver, AttributorsTest.direct(problem)};
    for (int k = 0; k < 2; k++) {
      scores[k] =
          new AstraSource(
                  problem,
                  trained.trajectory().theta(),
                  trained.segments(),
                  SegmentCurvature.EK_FAC,
                  solvers[k],
                  "ASTRA")
              .scores()
              .values();
    }
    assertThat(Ejml.relativeError(scores[0], scores[1])).isLessThan(Tolerances.SOLVE);
  }

  private interface Response {
    /** R_l, for a segment and its dense G_l + wd I. */
    DMatrixRMaj of(Segment segment, DMatrixRMaj decayed);
  }

  /** exp(-eta K (G + wd)). */
  private record DenseSegment(DMatrixRMaj decayed, Segment segment) {
    DMatrixRMaj survival() {
      Ejml.Spectrum spectrum = Ejml.spectrum(decayed);
      double time = segment.learningRate() * segment.steps();
      return spectrum.compose(
          Arrays.stream(spectrum.values()).map(x -> Math.exp(-time * x)).toArray());
    }

    DMatrixRMaj oneMinusSurvival() {
      DMatrixRMaj result = survival();
      CommonOps_DDRM.scale(-1, result);
      return Ejml.plusDiagonal(result, 1);
    }
  }

  private static double[] denseScores(
      Trained trained, SegmentCurvature curvature, Response response) {
    AttributionProblem problem = trained.problem();
    Mlp network = problem.network();
    int size = network.layout().parameterCount();
    int count = problem.train().count();
    DMatrixRMaj moved = new DMatrixRMaj(count, size);
    for (Segment segment : trained.segments()) {
      DMatrixRMaj decayed = Ejml.plusDiagonal(dense(curvature, problem, segment), 1e-3);
      DMatrixRMaj gradients = new DMatrixRMaj(count, size);
      for (double[] theta : segment.thetas()) {
        double[] rows = network.gradients(Measurement.LOSS, theta, problem.train());
        CommonOps_DDRM.addEquals(
            gradients,
            1.0 / segment.thetas().size() / count,
            new DMatrixRMaj(count, size, true, rows));
      }
      moved = Ejml.product(moved, new DenseSegment(decayed, segment).survival());
      CommonOps_DDRM.addEquals(moved, Ejml.product(gradients, response.of(segment, decayed)));
    }
    double[] query =
        network.gradients(problem.measurement(), trained.trajectory().theta(), problem.queries());
    DMatrixRMaj queries = new DMatrixRMaj(problem.queries().count(), size, true, query);
    return Ejml.product(moved, Ejml.transpose(queries)).data;
  }

  private static DMatrixRMaj dense(
      SegmentCurvature curvature, AttributionProblem problem, Segment segment) {
    int size = problem.network().layout().parameterCount();
    try (Diagonalised averaged = curvature.of(problem.network(), segment, problem.train());
        DenseMatrix identity = Ejml.toDense(CommonOps_DDRM.identity(size));
        DenseMatrix dense = averaged.apply(x -> x, identity)) {
      return Ejml.of(dense);
    }
  }

  private static double[] exact(
      AttributionProblem problem, double[] theta, List<Segment> segments) {
    return new Source(problem, theta, segments, SegmentCurvature.GAUSS_NEWTON, Unrolling.DISCRETE)
        .scores()
        .values();
  }

  /** A model without hidden layers: 4 inputs, 3 outputs, 15 parameters. */
  private static AttributionProblem linear(Loss loss, Measurement measurement, int count) {
    Architecture architecture = new Architecture(4, List.of(), 3, Activation.TANH, loss);
    Dataset train = Nets.data(architecture, count, 1);
    return new AttributionProblem(
        new Mlp(architecture), train, Nets.data(architecture, 4, 2), measurement);
  }

  /** argmin of least squares + wd/2 |theta|^2: one Newton step from 0. */
  private static double[] optimum(AttributionProblem problem, double decay) {
    double[] theta = new double[15];
    double[] g = problem.network().meanGradient(Measurement.LOSS, theta, problem.train());
    try (GaussNewton ggn = gaussNewton(problem, theta);
        DenseMatrix solved = ggn.solve(decay, DenseMatrix.of(1, 15, g))) {
      return Arrays.stream(solved.toArray()).map(x -> -x).toArray();
    }
  }

  private static GaussNewton gaussNewton(AttributionProblem problem, double[] theta) {
    return GaussNewton.of(new LayerDerivatives(problem.network(), theta, problem.train()));
  }
}
