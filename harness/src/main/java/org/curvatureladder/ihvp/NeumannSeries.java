package org.curvatureladder.ihvp;

import org.curvatureladder.curvature.MatrixFreeCurvature;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.linalg.DenseMatrix;

/**
 * Stochastic Neumann iteration, the truncated series of (C + lambda I)^-1 v:
 *
 * <pre>theta_{k+1} = theta_k - alpha_k [(C_k + lambda I) theta_k - v],   theta_0 = v</pre>
 *
 * with C_k on a batch (Agarwal, Bullins and Hazan 2017, arXiv 1602.03943, algorithm 1). With
 * several repeats over different batches, averaged, it is LiSSA. Stopping after J steps acts like
 * extra damping 1 / (alpha J).
 *
 * @param curvature C, not closed here
 * @param damping lambda
 * @param settings steps, momentum and batches
 * @param repeats runs that are averaged
 * @param listener sees every iterate
 */
public record NeumannSeries(
    MatrixFreeCurvature curvature,
    double damping,
    IterationSettings settings,
    int repeats,
    IterationListener listener)
    implements IhvpSolver {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if the damping is negative or there is no repeat
   */
  public NeumannSeries {
    Damping.absolute(damping); // checks the range
    if (repeats < 1) {
      throw new InvalidInputException(
          "%d repeats of a Neumann series: expected 1 or larger".formatted(repeats));
    }
  }

  /** One run. */
  public NeumannSeries(MatrixFreeCurvature curvature, double damping, IterationSettings settings) {
    this(curvature, damping, settings, 1, IterationListener.none());
  }

  @Override
  public String name() {
    return repeats == 1 ? "SNI" : "LiSSA";
  }

  /**
   * @throws ArithmeticException if the steps are above the stability limit or the iteration
   *     diverges, with the estimate of the limit
   */
  @Override
  public DenseMatrix solve(DenseMatrix vectors) {
    try (DampedSystem system = DampedSystem.plain(curvature, damping)) {
      PreconditionedDescent descent = new PreconditionedDescent(name(), system, settings, listener);
      descent.checkStability();
      DenseMatrix mean = descent.run(vectors, 0);
      for (int repeat = 1; repeat < repeats; repeat++) {
        try (DenseMatrix run = descent.run(vectors, repeat)) {
          mean.add(1, run);
        }
      }
      mean.scale(1.0 / repeats);
      return mean;
    }
  }
}
