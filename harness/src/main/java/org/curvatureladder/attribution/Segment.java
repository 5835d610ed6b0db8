package org.curvatureladder.attribution;

import java.util.List;
import org.curvatureladder.data.InvalidInputException;

/**
 * A stretch l of a training in which gradients, curvature and learning rate are taken as constant
 * (Bae et al. 2024, arXiv 2405.12186, section 3.1).
 *
 * @param thetas weights at the segment's checkpoints, at least one, each of length P
 * @param steps K_l, number of optimisation steps
 * @param learningRate eta_l, the mean over the steps of the EFFECTIVE learning rate lr / (1 - mu)
 * @param weightDecay wd: a step moves theta by -eta (g + wd theta)
 */
public record Segment(List<double[]> thetas, int steps, double learningRate, double weightDecay) {

  /**
   * Copies the list.
   *
   * @throws InvalidInputException if there is no checkpoint, no step or no positive learning rate
   */
  public Segment {
    thetas = List.copyOf(thetas);
    if (thetas.isEmpty() || steps < 1 || !(learningRate > 0)) {
      throw new InvalidInputException(
          "training segment of %d steps with learning rate %s and %d checkpoints: expected at least one step, a positive rate and one checkpoint"
              .formatted(steps, learningRate, thetas.size()));
    }
  }

  /**
   * 1 / (eta_l K_l): how much damping of an infinitely long training equals stopping after the
   * segment, since (1 - exp(-eta K sigma)) / sigma has the limits of 1 / (sigma + 1/(eta K)) at
   * both ends of the spectrum (Bae et al. 2024, section 3.2).
   */
  public double damping() {
    return 1 / (learningRate * steps);
  }

  /** The mean of the checkpoints' weights, length P. */
  public double[] averageTheta() {
    double[] mean = new double[thetas.get(0).length];
    for (double[] theta : thetas) {
      for (int p = 0; p < mean.length; p++) {
        mean[p] += theta[p] / thetas.size();
      }
    }
    return mean;
  }
}
