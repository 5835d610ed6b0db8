package org.curvatureladder.ihvp;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;

/** Records objective, residual and norm of the start and of every n-th iteration, for plots. */
public final class History implements IterationListener {
  private final int every;
  private final List<IterationRecord> records = new ArrayList<>();

  /**
   * A record costs one product with all examples.
   *
   * @param every n
   * @throws InvalidInputException if n is not positive
   */
  public History(int every) {
    if (every < 1) {
      throw new InvalidInputException(
          "history of every %d-th iteration: expected 1 or larger".formatted(every));
    }
    this.every = every;
  }

  @Override
  public void accept(Iterate iterate) {
    if (iterate.number() % every == 0) {
      records.add(iterate.measure());
    }
  }

  /** What was recorded so far, in order. */
  public List<IterationRecord> records() {
    return List.copyOf(records);
  }
}
