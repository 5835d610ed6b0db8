package org.curvatureladder.attribution;

import java.util.OptionalDouble;
import org.curvatureladder.ihvp.IhvpSolver;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * tau(i, q) = (1/N) grad f_q' (C + lambda I)^-1 grad L_i (Koh and Liang 2017, arXiv 1703.04730,
 * section 2.1, with the sign of a REMOVAL): dropping example i from the mean loss moves theta by
 * (1/N) C^-1 grad L_i to first order. Solves for the Q query gradients together, then one product
 * with the training gradients.
 *
 * @param gradients training and query gradients, not closed here
 * @param solver (C + lambda I)^-1
 */
public record InfluenceFunction(Gradients gradients, IhvpSolver solver) implements Attributor {

  @Override
  public String name() {
    return solver.name();
  }

  @Override
  public ScoreMatrix scores() {
    try (DenseMatrix solved = solver.solve(gradients.queries())) {
      return scores(solved);
    }
  }

  /**
   * The scores where the solver's solutions are there already.
   *
   * @param solved Q x P: (C + lambda I)^-1 grad f_q in row q, not closed here
   */
  public ScoreMatrix scores(DenseMatrix solved) {
    return GradientDot.meanProducts(
        name(), OptionalDouble.of(solver.damping()), gradients.train(), solved);
  }
}
