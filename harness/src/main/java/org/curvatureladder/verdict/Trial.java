package org.curvatureladder.verdict;

import java.util.List;

/**
 * One test of a part of a claim, at one place: it succeeds if every comparison is as expected.
 *
 * @param comparisons at least one
 */
public record Trial(List<Expected> comparisons) {
  /** Copies the list. */
  public Trial {
    comparisons = List.copyOf(comparisons);
  }

  /** A trial of one comparison. */
  public static Trial of(Comparison comparison, Expectation expectation) {
    return new Trial(List.of(new Expected(comparison, expectation)));
  }

  /**
   * An effect and what the claim says about it.
   *
   * @param comparison measured
   * @param expectation claimed
   */
  public record Expected(Comparison comparison, Expectation expectation) {}
}
