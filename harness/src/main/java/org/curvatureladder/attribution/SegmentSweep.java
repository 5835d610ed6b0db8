package org.curvatureladder.attribution;

import java.util.List;
import java.util.function.Function;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * The sum over segments of unrolled attribution, from the last to the first: with u_L = grad f_q,
 *
 * <pre>
 *   tau(i, q) = (1/N) sum_l (R_l u_l)' g_l(i),   u_{l-1} = S_l u_l,
 *   g_l(i)    = (1/C_l) sum_c grad L_i(theta_c) over the segment's checkpoints
 * </pre>
 *
 * for symmetric R_l and S_l, so that they are applied to the Q queries and not to the N examples.
 */
final class SegmentSweep {
  private final AttributionProblem problem;
  private final double[] theta;
  private final List<Segment> segments;

  /** R_l and S_l of a segment. */
  interface Operators extends AutoCloseable {
    /** R_l v for every row v. */
    DenseMatrix respond(DenseMatrix vectors);

    /** S_l v for every row v; asked of every segment but the first. */
    DenseMatrix carry(DenseMatrix vectors);

    @Override
    void close();
  }

  /**
   * @param theta the trained weights, where the queries are measured
   */
  SegmentSweep(AttributionProblem problem, double[] theta, List<Segment> segments) {
    this.problem = problem;
    this.theta = theta;
    this.segments = segments;
  }

  /** N x Q, row-major. */
  double[] scores(Function<Segment, Operators> open) {
    double[] scores = problem.zeros();
    DenseMatrix carried = problem.queryGradients(theta);
    try {
      for (int l = segments.size() - 1; l >= 0; l--) {
        Segment segment = segments.get(l);
        try (Operators operators = open.apply(segment)) {
          try (DenseMatrix response = operators.respond(carried)) {
            addProducts(segment, response, scores);
          }
          if (l > 0) {
            DenseMatrix before = operators.carry(carried);
            carried.close();
            carried = before;
          }
        }
      }
    } finally {
      carried.close();
    }
    return scores;
  }

  private void addProducts(Segment segment, DenseMatrix response, double[] scores) {
    double scale = 1.0 / problem.train().count() / segment.thetas().size();
    for (double[] at : segment.thetas()) {
      problem.addTrainProducts(at, response, scale, scores);
    }
  }
}
