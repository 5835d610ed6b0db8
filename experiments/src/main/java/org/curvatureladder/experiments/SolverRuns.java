package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curvatureladder.ihvp.Batches;
import org.curvatureladder.ihvp.IterationListener;
import org.curvatureladder.ihvp.IterationSettings;
import org.curvatureladder.recipe.Attribution;
import org.curvatureladder.training.Seeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of SNI and ASTRA on one {@link QuerySystem} with constant steps and without momentum, one
 * for every step and seed that is asked for.
 */
final class SolverRuns {
  private static final Logger LOG = LoggerFactory.getLogger(SolverRuns.class);

  private final QuerySystem system;
  private final Attribution options;
  private final Attribution.SolverStudy solvers;
  private final long seed;

  /** Which iteration. */
  enum Kind {
    /** Preconditioned by EK-FAC. */
    ASTRA,
    /** Not preconditioned. */
    SNI;

    /** The steps a study tries it with. */
    List<Double> steps(Attribution.SolverStudy study) {
      return this == ASTRA ? study.astraSteps() : study.sniSteps();
    }
  }

  /**
   * One iterate.
   *
   * @param iteration iterations done
   * @param gap relative objective gap
   * @param prediction M x Q
   */
  record Snapshot(int iteration, double gap, double[][] prediction) {}

  SolverRuns(QuerySystem system, Attribution options, long seed) {
    this.system = system;
    this.options = options;
    this.solvers = options.requireStudy();
    this.seed = seed;
  }

  /** The recorded iterates of a run; empty if it diverged. */
  Optional<List<Snapshot>> run(Kind kind, double step, int number) {
    List<Snapshot> snapshots = new ArrayList<>();
    Recording recording =
        new Recording(
            solvers.recorded(),
            (iteration, seconds, solutions) ->
                snapshots.add(
                    new Snapshot(
                        iteration, system.relativeGap(solutions), system.predict(solutions))));
    return converges(kind, step, number, recording) ? Optional.of(snapshots) : Optional.empty();
  }

  /** Runs a solver for its listener; false if it diverged. */
  boolean converges(Kind kind, double step, int number, IterationListener listener) {
    IterationSettings settings =
        new IterationSettings(
            solvers.iterations(),
            step,
            0,
            0,
            IterationSettings.Start.PRECONDITIONED,
            Batches.sampled(options.solver().batch(), Seeds.derive(seed, number)));
    try {
      system.run(
          kind == Kind.ASTRA ? system.astra(settings, listener) : system.sni(settings, listener));
      return true;
    } catch (ArithmeticException e) {
      LOG.info("{} with step {}: {}", kind, label(step), e.getMessage());
      return false;
    }
  }

  /** A step as methods are named after it: {@code 1e-2}, {@code 0.025}. */
  static String label(double step) {
    double exponent = Math.log10(step);
    return exponent == Math.rint(exponent)
        ? "1e" + (int) exponent
        : String.format(Locale.ROOT, "%.3g", step);
  }
}
