package org.curvatureladder.attribution;

import java.util.OptionalDouble;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * TracInCP (Pruthi et al. 2020, arXiv 2002.08484, section 3.3), with the sign of a REMOVAL:
 *
 * <pre>tau(i, q) = (1/N) sum_k eta_k grad f_q(theta_k)' grad L_i(theta_k)</pre>
 *
 * over the checkpoints k, both gradients at the checkpoint, eta_k the sum of the effective learning
 * rates of the steps since the checkpoint before. That scale is the method's own: in K steps of
 * rate eta and batch B, example i is expected in K B / N batches and moves theta by -(eta / B) grad
 * L_i in each, by -(eta K / N) grad L_i in all, which its removal takes back. (As published, a
 * positive score is a fall of the query's loss, and eta_k the rate AT the checkpoint: the opposite
 * sign, and without the factor of the steps where checkpoints are equidistant.)
 *
 * <p>What later steps do to the displacement is left out; {@link Source} has it.
 *
 * @param problem network, training set, queries and f
 * @param trajectory the training
 */
public record TracIn(AttributionProblem problem, Trajectory trajectory) implements Attributor {

  @Override
  public String name() {
    return "TracIn";
  }

  @Override
  public ScoreMatrix scores() {
    int count = problem.train().count();
    double[] scores = problem.zeros();
    double[] sums = trajectory.learningRateSums();
    for (int k = 0; k < sums.length; k++) {
      double[] theta = trajectory.checkpoints().get(k).theta();
      try (DenseMatrix queries = problem.queryGradients(theta)) {
        problem.addTrainProducts(theta, queries, sums[k] / count, scores);
      }
    }
    return new ScoreMatrix(
        name(), OptionalDouble.empty(), count, problem.queries().count(), scores);
  }
}
