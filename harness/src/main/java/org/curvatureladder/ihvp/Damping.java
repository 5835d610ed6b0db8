package org.curvatureladder.ihvp;

import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.data.InvalidInputException;

/**
 * How much of the identity is added to a curvature before it is inverted: C + lambda I. THE one
 * place where that is decided, the same rule for every rung of a comparison.
 *
 * @param rule how lambda follows from the curvature
 * @param value the rule's number
 */
public record Damping(Rule rule, double value) {

  /** How lambda follows from the curvature. */
  public enum Rule {
    /** lambda = value. */
    ABSOLUTE
  }

  /**
   * Checks the value.
   *
   * @throws InvalidInputException if the value is negative or not finite
   */
  public Damping {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new InvalidInputException(
          "damping %s: expected a finite number, 0 or larger".formatted(value));
    }
  }

  /** lambda itself. */
  public static Damping absolute(double lambda) {
    return new Damping(Rule.ABSOLUTE, lambda);
  }

  /** lambda for a curvature. */
  public double lambda(Curvature curvature) {
    return switch (rule) {
      case ABSOLUTE -> value;
    };
  }
}
