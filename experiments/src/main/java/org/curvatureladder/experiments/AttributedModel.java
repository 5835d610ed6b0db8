package org.curvatureladder.experiments;

import java.util.List;
import java.util.OptionalInt;
import org.curvatureladder.attribution.AstraSource;
import org.curvatureladder.attribution.AttributionProblem;
import org.curvatureladder.attribution.Attributor;
import org.curvatureladder.attribution.GradientDot;
import org.curvatureladder.attribution.Gradients;
import org.curvatureladder.attribution.InfluenceFunction;
import org.curvatureladder.attribution.RandomProjection;
import org.curvatureladder.attribution.ScoreMatrix;
import org.curvatureladder.attribution.Segment;
import org.curvatureladder.attribution.SegmentCurvature;
import org.curvatureladder.attribution.Source;
import org.curvatureladder.attribution.SourceDamping;
import org.curvatureladder.attribution.TracIn;
import org.curvatureladder.attribution.Trajectory;
import org.curvatureladder.attribution.Trak;
import org.curvatureladder.attribution.Unrolling;
import org.curvatureladder.curvature.AveragedEkFac;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.curvature.MatrixFreeGaussNewton;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.ihvp.Astra;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.curvatureladder.ihvp.GramSolver;
import org.curvatureladder.ihvp.IhvpSolver;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.recipe.AttributionMethod;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.training.Seeds;

/**
 * One model trained on all points, with its trajectory, and every attribution method on it. Each
 * score stands alone: what it costs is what that method costs.
 */
final class AttributedModel {
  private final Attribution options;
  private final AttributionProblem problem;
  private final Trajectory trajectory;
  private final List<Segment> segments;
  private final double damping;
  private final long seed;

  /**
   * Trains the model.
   *
   * @param model number of the model, 0 for the first
   * @param queries that are scored
   */
  AttributedModel(Study study, Recipe.Setup setup, int model, Dataset queries) {
    Recipe recipe = study.recipe();
    this.options = recipe.attribution().orElseThrow();
    this.problem =
        new AttributionProblem(
            study.network(setup), study.split().train(), queries, recipe.measurement());
    int last = recipe.checkpoints().get(recipe.checkpoints().size() - 1);
    int[] epochs = Trajectory.checkpointEpochs(last, options.checkpoints());
    this.trajectory =
        new Trajectory(
            recipe.training(),
            study.split().train().count(),
            FullModel.train(study, setup, model, epochs));
    this.segments = trajectory.segments(options.segments());
    this.damping =
        switch (options.sourceDamping()) {
          case PRINTED -> recipe.damping().get(0);
          case IMPLIED -> SourceDamping.of(segments).value();
        };
    this.seed = Seeds.derive(recipe.seed(), "attribution", setup.name(), 0, model);
  }

  /** What is attributed to what. */
  AttributionProblem problem() {
    return problem;
  }

  /** The trained weights. */
  double[] theta() {
    return trajectory.theta();
  }

  /** lambda of influence functions. */
  double damping() {
    return damping;
  }

  /** The damping a method is given from outside; null where it has none or its own. */
  Double damping(AttributionMethod method) {
    return switch (method) {
      case EK_FAC_IF, GGN_IF, ASTRA_IF -> damping;
      case GRADIENT_DOT, TRACIN, TRAK, SOURCE, ASTRA_SOURCE -> null;
    };
  }

  /** The N x Q scores of a method. */
  ScoreMatrix scores(AttributionMethod method) {
    return switch (method) {
      case GRADIENT_DOT -> {
        try (Gradients gradients = gradients()) {
          yield new GradientDot(gradients).scores();
        }
      }
      case TRACIN -> new TracIn(problem, trajectory).scores();
      case TRAK ->
          new Trak(problem, theta(), new RandomProjection(options.trakDimension(), seed)).scores();
      case EK_FAC_IF -> {
        try (AveragedEkFac ekFac = ekFac(theta())) {
          yield influence(new DirectSolver(ekFac, Damping.absolute(damping)));
        }
      }
      case GGN_IF -> {
        try (GramSolver solver =
            new GramSolver(problem.network(), theta(), problem.train(), damping)) {
          yield influence(solver);
        }
      }
      case ASTRA_IF -> influence(new AstraAt(theta(), damping));
      case SOURCE -> source().scores();
      case ASTRA_SOURCE ->
          new AstraSource(
                  problem,
                  theta(),
                  segments,
                  SegmentCurvature.EK_FAC,
                  (segment, vectors) ->
                      new AstraAt(segment.averageTheta(), segment.damping()).solve(vectors),
                  "ASTRA")
              .scores();
    };
  }

  private Attributor source() {
    return new Source(problem, theta(), segments, SegmentCurvature.EK_FAC, Unrolling.EXPONENTIAL);
  }

  private ScoreMatrix influence(IhvpSolver solver) {
    try (Gradients gradients = gradients()) {
      return new InfluenceFunction(gradients, solver).scores();
    }
  }

  private Gradients gradients() {
    return Gradients.of(
        problem.network(), theta(), problem.train(), problem.queries(), problem.measurement());
  }

  private AveragedEkFac ekFac(double[] at) {
    return AveragedEkFac.of(problem.network(), List.of(at), problem.train());
  }

  /** ASTRA with everything it needs made for one solve, at any weights of the training. */
  private final class AstraAt implements IhvpSolver {
    private final double[] at;
    private final double lambda;

    AstraAt(double[] at, double lambda) {
      this.at = at;
      this.lambda = lambda;
    }

    @Override
    public String name() {
      return "ASTRA";
    }

    @Override
    public double damping() {
      return lambda;
    }

    @Override
    public DenseMatrix solve(DenseMatrix vectors) {
      Attribution.Solver solver = options.solver();
      IterationSettings settings =
          new IterationSettings(
              solver.iterations(),
              solver.stepOverDamping() * lambda,
              solver.halvingPeriod(),
              solver.momentum(),
              IterationSettings.Start.PRECONDITIONED,
              new Batches(OptionalInt.of(solver.batch()), seed));
      try (AveragedEkFac ekFac = ekFac(at);
          Linearisation linearisation = new Linearisation(problem.network(), at, problem.train());
          MatrixFreeGaussNewton ggn =
              new MatrixFreeGaussNewton(linearisation, solver.precision())) {
        return new Astra(ggn, lambda, ekFac, settings).solve(vectors);
      }
    }
  }
}
