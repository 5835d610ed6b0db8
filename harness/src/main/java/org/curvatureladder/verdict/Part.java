package org.curvatureladder.verdict;

import java.util.List;

/**
 * One of the statements that a claim consists of.
 *
 * @param name for instance {@code EK-FAC->K-FAC}
 * @param trials one per place; empty if the rows it needs are missing
 */
public record Part(String name, List<Trial> trials) {
  /** Copies the trials. */
  public Part {
    trials = List.copyOf(trials);
  }
}
