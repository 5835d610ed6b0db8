package org.curvatureladder.verdict;

/**
 * What a claim says about one effect.
 *
 * @param kind how it is compared
 * @param least {@link Kind#BETTER}, {@link Kind#AT_LEAST}: the smallest relevant effect; {@link
 *     Kind#WITHIN}: lower bound
 * @param most {@link Kind#WITHIN}: upper bound
 */
public record Expectation(Kind kind, double least, double most) {
  /** How an effect is compared with its expectation. */
  public enum Kind {
    /** Greater than 0, and relevantly so. */
    BETTER,
    /** Not relevantly less than 0. */
    AT_LEAST,
    /** Between two bounds. */
    WITHIN
  }

  /** Greater than 0, and not bounded below {@code relevant}. */
  public static Expectation better(double relevant) {
    return new Expectation(Kind.BETTER, relevant, Double.POSITIVE_INFINITY);
  }

  /** Above {@code -relevant}. */
  public static Expectation atLeast(double relevant) {
    return new Expectation(Kind.AT_LEAST, relevant, Double.POSITIVE_INFINITY);
  }

  /** Within [least, most]; either may be infinite. */
  public static Expectation within(double least, double most) {
    return new Expectation(Kind.WITHIN, least, most);
  }
}
