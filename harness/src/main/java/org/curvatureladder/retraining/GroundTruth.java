package org.curvatureladder.retraining;

import java.util.stream.IntStream;
import org.curvatureladder.data.SubsetDesign;
import org.curvatureladder.net.Measurement;

/**
 * The leave-some-out truth of one (setup, alpha, checkpoint, measurement): f_q(theta(S_j, r)) for
 * every mask j, repeat r and query q. The arrays are owned by this record.
 *
 * @param setup name of the setup
 * @param alpha kept fraction
 * @param checkpoint epoch
 * @param measurement what was measured
 * @param designDigest {@link SubsetDesign#digest()} of the masks
 * @param values M x R x Q; NaN where the retraining diverged
 * @param diverged M x R
 */
public record GroundTruth(
    String setup,
    double alpha,
    int checkpoint,
    Measurement measurement,
    String designDigest,
    double[][][] values,
    boolean[][] diverged) {

  /** Number of masks M. */
  public int masks() {
    return values.length;
  }

  /** Repeats per mask R, the diverged ones included. */
  public int repeats() {
    return values[0].length;
  }

  /** Number of queries Q. */
  public int queries() {
    return values[0][0].length;
  }

  /** Number of diverged retrainings among M x R; they enter no mean. */
  public int divergedCount() {
    int count = 0;
    for (boolean[] repeats : diverged) {
      for (boolean one : repeats) {
        count += one ? 1 : 0;
      }
    }
    return count;
  }

  /** (1/R) sum_r f_q(theta(S_j, r)) over the repeats that did not diverge: M x Q. */
  public double[][] mean() {
    return mean(IntStream.range(0, repeats()).toArray());
  }

  /**
   * The mean over some repeats only, for the split-half ceiling and for the score as a function of
   * R: M x Q. NaN for a mask all of whose given repeats diverged.
   *
   * @param repeats indices of the repeats to average
   */
  public double[][] mean(int[] repeats) {
    double[][] mean = new double[masks()][queries()];
    for (int j = 0; j < masks(); j++) {
      int count = 0;
      for (int r : repeats) {
        if (!diverged[j][r]) {
          count++;
          for (int q = 0; q < queries(); q++) {
            mean[j][q] += values[j][r][q];
          }
        }
      }
      for (int q = 0; q < queries(); q++) {
        mean[j][q] = count == 0 ? Double.NaN : mean[j][q] / count;
      }
    }
    return mean;
  }

  /**
   * Refuses masks other than the retrained ones.
   *
   * @throws IllegalArgumentException if the digests differ
   */
  public void requireDesign(SubsetDesign design) {
    if (!designDigest.equals(design.digest())) {
      throw new IllegalArgumentException(
          "the measurements of setup %s, alpha %s belong to other masks".formatted(setup, alpha));
    }
  }
}
