package org.curvatureladder.retraining;

/** Takes the measurements of finished retrainings. Called from many threads at once. */
@FunctionalInterface
public interface MeasurementSink {

  /**
   * Takes over the measurements of one retraining.
   *
   * @throws RuntimeException if they, or earlier ones, cannot be kept; the run then stops
   */
  void accept(Measurements measurements);
}
