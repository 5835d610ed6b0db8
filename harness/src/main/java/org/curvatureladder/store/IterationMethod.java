package org.curvatureladder.store;

import java.util.Optional;

/**
 * A method after a number of iterations, as the column {@code method} of results has it: {@code
 * ASTRA@50}.
 *
 * @param method the method's name
 * @param iteration iterations done; 0 for its start
 */
public record IterationMethod(String method, int iteration) {

  /** The method's name before any {@code @}, and the number after it; empty without one. */
  public static Optional<IterationMethod> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || !text.substring(at + 1).matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(
        new IterationMethod(text.substring(0, at), Integer.parseInt(text.substring(at + 1))));
  }

  /** As in results: {@code ASTRA@50}. */
  @Override
  public String toString() {
    return method + "@" + iteration;
  }
}
