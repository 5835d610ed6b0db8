package org.curvatureladder.ihvp;

import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.training.Seeds;

/**
 * Which examples each iteration of a solver sees: all of them, or a batch drawn uniformly with
 * replacement, a pure function of (seed, repeat, iteration).
 *
 * @param size B, or empty for all examples
 * @param seed fixes every draw
 */
public record Batches(OptionalInt size, long seed) {

  /**
   * Checks the size.
   *
   * @throws InvalidInputException if the size is not positive
   */
  public Batches {
    if (size.isPresent() && size.getAsInt() < 1) {
      throw new InvalidInputException(
          "batch size %d of a solver: expected 1 or larger".formatted(size.getAsInt()));
    }
  }

  /** All examples, every time. */
  public static Batches full() {
    return new Batches(OptionalInt.empty(), 0);
  }

  /** B examples drawn with replacement. */
  public static Batches sampled(int size, long seed) {
    return new Batches(OptionalInt.of(size), seed);
  }

  /** Whether every iteration sees all examples. */
  public boolean isFull() {
    return size.isEmpty();
  }

  /**
   * The batch of one iteration.
   *
   * @param count N
   * @param repeat number of the run, for averages over runs
   * @throws IllegalStateException for full batches
   */
  public int[] draw(int count, int repeat, int iteration) {
    if (isFull()) {
      throw new IllegalStateException("a full batch is not drawn");
    }
    UniformRandomProvider random =
        Seeds.generator(Seeds.derive(Seeds.derive(seed, repeat), iteration));
    int[] batch = new int[size.getAsInt()];
    for (int k = 0; k < batch.length; k++) {
      batch[k] = random.nextInt(count);
    }
    return batch;
  }
}
