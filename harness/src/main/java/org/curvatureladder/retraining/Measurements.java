package org.curvatureladder.retraining;

import java.util.List;
import org.curvatureladder.training.Checkpoint.Status;

/**
 * What one finished retraining measured, for every checkpoint of the plan (first index) and every
 * query (second index). The arrays are owned by this record.
 *
 * @param task the retraining
 * @param checkpoints the epochs, as in the plan
 * @param loss checkpoints x Q losses; NaN where the training diverged
 * @param margin checkpoints x Q margins; NaN where the training diverged and for regression
 * @param status one per checkpoint
 */
public record Measurements(
    RetrainingTask task,
    List<Integer> checkpoints,
    double[][] loss,
    double[][] margin,
    List<Status> status) {

  /** Copies the lists and checks that everything has one entry per checkpoint. */
  public Measurements {
    checkpoints = List.copyOf(checkpoints);
    status = List.copyOf(status);
    int count = checkpoints.size();
    if (loss.length != count || margin.length != count || status.size() != count) {
      throw new IllegalArgumentException(
          task.describe() + ": expected measurements at " + count + " checkpoints");
    }
  }
}
