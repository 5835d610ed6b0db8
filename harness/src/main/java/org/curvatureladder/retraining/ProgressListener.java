package org.curvatureladder.retraining;

/** Hears how a run goes on. Calls never overlap. */
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener SILENT =
      new ProgressListener() {
        @Override
        public void started(int total, int done) {
          // Nobody listens.
        }

        @Override
        public void finished(RetrainingTask task, long nanos) {
          // Nobody listens.
        }
      };

  /**
   * Work begins.
   *
   * @param total retrainings of this run, the done ones included
   * @param done retrainings found finished, which are not repeated
   */
  void started(int total, int done);

  /**
   * One retraining is finished and handed to the sink.
   *
   * @param nanos the time it took on its thread
   */
  void finished(RetrainingTask task, long nanos);
}
