package org.curvatureladder.attribution;

import java.util.List;
import java.util.OptionalDouble;
import org.curvatureladder.curvature.Diagonalised;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * SOURCE with each segment's response replaced by a damped solve (Wang et al. 2025, arXiv
 * 2507.14740, section 5): {@link Source} with
 *
 * <pre>r_l = (G_l + I / (eta_l K_l))^-1 g_l,   G_l at the segment's average weights,</pre>
 *
 * solved by ASTRA in the paper and by any {@link SegmentSolver} here, while S_l = exp(-eta_l K_l
 * G_l) stays with the segment's EK-FAC. Since both are symmetric the solve is made for the Q
 * queries carried to the segment, not for the N gradients g_l.
 *
 * @param problem network, training set, queries and f
 * @param theta the trained weights theta_T, where the queries are measured
 * @param segments of the training, 3 in the paper: {@link Trajectory#segments}
 * @param curvature what S_l is made of, EK-FAC in the paper
 * @param solver r_l
 * @param solverName what the solver is called, for instance {@code ASTRA}
 */
public record AstraSource(
    AttributionProblem problem,
    double[] theta,
    List<Segment> segments,
    SegmentCurvature curvature,
    SegmentSolver solver,
    String solverName)
    implements Attributor {

  @Override
  public String name() {
    return solverName + "-SOURCE";
  }

  @Override
  public ScoreMatrix scores() {
    SegmentSweep sweep = new SegmentSweep(problem, theta, segments);
    return new ScoreMatrix(
        name(),
        OptionalDouble.empty(),
        problem.train().count(),
        problem.queries().count(),
        sweep.scores(Operators::new));
  }

  /** The segment's EK-FAC is made when it is asked for: the first segment carries nothing. */
  private final class Operators implements SegmentSweep.Operators {
    private final Segment segment;

    private Operators(Segment segment) {
      this.segment = segment;
    }

    @Override
    public DenseMatrix respond(DenseMatrix vectors) {
      return solver.solve(segment, vectors);
    }

    @Override
    public DenseMatrix carry(DenseMatrix vectors) {
      try (Diagonalised averaged = curvature.of(problem.network(), segment, problem.train())) {
        return averaged.apply(Unrolling.EXPONENTIAL.survival(segment), vectors);
      }
    }

    @Override
    public void close() {}
  }
}
