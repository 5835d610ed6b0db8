package org.curvatureladder.attribution;

import java.util.List;
import java.util.OptionalDouble;
import org.curvatureladder.curvature.Diagonalised;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * SOURCE, segmented unrolling of the training (Bae et al. 2024, arXiv 2405.12186, equation 24):
 *
 * <pre>
 *   tau(i, q) = (1/N) grad f_q(theta_T)' sum_l S_L ... S_{l+1} r_l(i)
 *   S_l = exp(-eta_l K_l G_l)
 *   r_l = (I - exp(-eta_l K_l G_l)) G_l^-1 g_l
 * </pre>
 *
 * with g_l(i) the mean of grad L_i over the segment's checkpoints and G_l that of the curvature,
 * EK-FAC in the paper. Derived from theta_{t+1} = theta_t - eta_t grad (1/N) sum_n w_n L_n: the
 * derivative of theta_T in -w_i, with curvature, gradients and rate constant in a segment, and the
 * mini-batches replaced by their expectation. It is exact for full-batch gradient descent without
 * momentum where those ARE constant, if G_l is the Hessian and the unrolling {@link
 * Unrolling#DISCRETE}.
 *
 * <p>Weight decay enters as G_l + wd I, since that is the derivative of such a step.
 *
 * @param problem network, training set, queries and f
 * @param theta the trained weights theta_T, where the queries are measured
 * @param segments of the training, 3 in the paper: {@link Trajectory#segments}
 * @param curvature what G_l is made of
 * @param unrolling exponentials as published, or powers
 */
public record Source(
    AttributionProblem problem,
    double[] theta,
    List<Segment> segments,
    SegmentCurvature curvature,
    Unrolling unrolling)
    implements Attributor {

  @Override
  public String name() {
    return curvature == SegmentCurvature.EK_FAC ? "SOURCE" : "SOURCE " + curvature.label();
  }

  @Override
  public ScoreMatrix scores() {
    SegmentSweep sweep = new SegmentSweep(problem, theta, segments);
    return new ScoreMatrix(
        name(),
        OptionalDouble.empty(),
        problem.train().count(),
        problem.queries().count(),
        sweep.scores(this::open));
  }

  /** S_l and r_l in the eigenbasis of G_l. */
  private SegmentSweep.Operators open(Segment segment) {
    Diagonalised averaged = curvature.of(problem.network(), segment, problem.train());
    return new SegmentSweep.Operators() {
      @Override
      public DenseMatrix respond(DenseMatrix vectors) {
        return averaged.apply(unrolling.response(segment), vectors);
      }

      @Override
      public DenseMatrix carry(DenseMatrix vectors) {
        return averaged.apply(unrolling.survival(segment), vectors);
      }

      @Override
      public void close() {
        averaged.close();
      }
    };
  }
}
