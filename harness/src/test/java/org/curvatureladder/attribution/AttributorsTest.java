package org.curvatureladder.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.EkFac;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.LayerDerivatives;
import org.curvatureladder.ihvp.Damping;
import org.curvatureladder.ihvp.DirectSolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract on every attributor. */
class AttributorsTest {

  /** Attributors that share gradients with others do not own them. */
  abstract static class OnGradients extends AttributorContract {
    private final List<Gradients> open = new ArrayList<>();

    Gradients gradients(Trained trained) {
      AttributionProblem problem = trained.problem();
      Gradients gradients =
          Gradients.of(
              problem.network(),
              trained.trajectory().theta(),
              problem.train(),
              problem.queries(),
              problem.measurement());
      open.add(gradients);
      return gradients;
    }

    @AfterEach
    void close() {
      open.forEach(Gradients::close);
    }
  }

  @Nested
  class GradientDots extends OnGradients {
    @Override
    Attributor attributor(Trained trained) {
      return new GradientDot(gradients(trained));
    }
  }

  @Nested
  class InfluenceFunctions extends OnGradients {
    private final List<AutoCloseable> curvatures = new ArrayList<>();

    @Override
    Attributor attributor(Trained trained) {
      LadderPoint point =
          new LadderPoint(
              trained.problem().network(), trained.trajectory().theta(), trained.problem().train());
      EkFac ekFac = EkFac.of(point);
      curvatures.add(point);
      Damping damping = SourceDamping.of(trained.segments());
      return new InfluenceFunction(gradients(trained), new DirectSolver(ekFac, damping));
    }

    @AfterEach
    void closeCurvatures() throws Exception {
      for (AutoCloseable curvature : curvatures) {
        curvature.close();
      }
    }
  }

  @Nested
  class TracIns extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      return new TracIn(trained.problem(), trained.trajectory());
    }
  }

  @Nested
  class Traks extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      return new Trak(trained.problem(), trained.trajectory().theta(), new RandomProjection(16, 1));
    }
  }

  @Nested
  class Sources extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      return source(trained, SegmentCurvature.EK_FAC);
    }
  }

  @Nested
  class ExactSources extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      return source(trained, SegmentCurvature.GAUSS_NEWTON);
    }
  }

  @Nested
  class AstraSources extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      return new AstraSource(
          trained.problem(),
          trained.trajectory().theta(),
          trained.segments(),
          SegmentCurvature.EK_FAC,
          direct(trained.problem()),
          "direct");
    }
  }

  @Nested
  class Ensembles extends AttributorContract {
    @Override
    Attributor attributor(Trained trained) {
      AttributionProblem problem = trained.problem();
      return new Ensemble(
          Stream.of(1, 2, 3)
              .map(
                  seed ->
                      Trained.network(
                          problem.network().architecture().loss(), problem.measurement(), seed))
              .map(member -> source(member, SegmentCurvature.EK_FAC))
              .toList());
    }
  }

  static Attributor source(Trained trained, SegmentCurvature curvature) {
    return new Source(
        trained.problem(),
        trained.trajectory().theta(),
        trained.segments(),
        curvature,
        Unrolling.EXPONENTIAL);
  }

  /** The exact damped Gauss-Newton solve at the segment's average weights. */
  static SegmentSolver direct(AttributionProblem problem) {
    return (segment, vectors) -> {
      LayerDerivatives derivatives =
          new LayerDerivatives(problem.network(), segment.averageTheta(), problem.train());
      try (Curvature ggn = GaussNewton.of(derivatives)) {
        return new DirectSolver(ggn, Damping.absolute(segment.damping())).solve(vectors);
      }
    };
  }
}
