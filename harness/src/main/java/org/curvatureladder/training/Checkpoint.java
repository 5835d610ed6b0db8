package org.curvatureladder.training;

/**
 * The weights after a number of epochs.
 *
 * @param epoch epochs trained
 * @param theta length P in the order of ParameterLayout; all NaN if the training diverged
 * @param status whether these are weights to be used
 */
public record Checkpoint(int epoch, double[] theta, Status status) {

  /** How the training stood at a checkpoint. */
  public enum Status {
    /** Every weight is finite. */
    FINISHED,
    /** Some weight became infinite or NaN at or before this epoch, and the training stopped. */
    DIVERGED
  }
}
