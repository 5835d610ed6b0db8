package org.curvatureladder.attribution;

import java.util.List;
import org.curvatureladder.ihvp.Damping;

/**
 * The damping that SOURCE implies for an influence function (Wang et al. 2025, arXiv 2507.14740,
 * section 5): the mean over segments, weighted by their steps, of what each of them implies,
 *
 * <pre>lambda = sum_l K_l (1 / (eta_l K_l)) / sum_l K_l = sum_l (1 / eta_l) / sum_l K_l</pre>
 *
 * which is 1 / (eta K) for a constant rate. eta_l is effective, lr / (1 - mu): for FashionMNIST (N
 * = 6144, batch 64, 20 epochs, lr 3e-2, mu .9, three segments) that gives the .0052 of the paper.
 */
public final class SourceDamping {
  private SourceDamping() {}

  /** lambda of a training in segments. */
  public static Damping of(List<Segment> segments) {
    double weighted = 0;
    double steps = 0;
    for (Segment segment : segments) {
      weighted += segment.steps() * segment.damping();
      steps += segment.steps();
    }
    return Damping.absolute(weighted / steps);
  }
}
