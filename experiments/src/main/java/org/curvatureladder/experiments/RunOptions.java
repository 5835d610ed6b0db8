package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;
import picocli.CommandLine.Option;

/** What every subcommand that retrains, or plans to, takes. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Retrainings at a time (default: one per core).")
  private Optional<Integer> threads;

  /** Where runs are kept. */
  Path out() {
    return out;
  }

  /**
   * As many as asked for, or one per core.
   *
   * @throws InvalidInputException if less than one was asked for
   */
  int threads() {
    int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (count < 1) {
      throw new InvalidInputException("--threads " + count + "; expected at least 1");
    }
    return count;
  }
}
