package org.curvatureladder.retraining;

/**
 * One retraining: the unit of work, of resuming and of storage.
 *
 * @param setup name of the setup
 * @param alpha kept fraction of the mask
 * @param mask index of the mask in the design of alpha
 * @param repeat index of the repeat (its own initialisation and data order)
 */
public record RetrainingTask(String setup, double alpha, int mask, int repeat) {

  /** For instance {@code setup 1x16, alpha 0.5, mask 3, repeat 0}. */
  public String describe() {
    return "setup %s, alpha %s, mask %d, repeat %d".formatted(setup, alpha, mask, repeat);
  }
}
