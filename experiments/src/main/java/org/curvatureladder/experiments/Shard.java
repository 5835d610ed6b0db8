package org.curvatureladder.experiments;

import org.curvatureladder.data.InvalidInputException;

/**
 * One of several equal parts of the retrainings.
 *
 * @param index which, from 0
 * @param count how many
 */
record Shard(int index, int count) {
  /** All of the work. */
  static final Shard WHOLE = new Shard(0, 1);

  /**
   * Reads {@code i/n}, 1 <= i <= n.
   *
   * @throws InvalidInputException if it is not of that form
   */
  static Shard parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        int index = Integer.parseInt(parts[0]) - 1;
        int count = Integer.parseInt(parts[1]);
        if (index >= 0 && index < count) {
          return new Shard(index, count);
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static InvalidInputException wrong(String text) {
    return new InvalidInputException(
        "--shard " + text + "; expected i/n with 1 <= i <= n, for instance --shard 1/4");
  }
}
