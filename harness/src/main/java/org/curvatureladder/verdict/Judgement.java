package org.curvatureladder.verdict;

/** What one comparison, or all comparisons of one trial, say about the claim. */
public enum Judgement {
  /** As the claim says. */
  SUPPORTED,
  /** Not as the claim says. */
  CONTRADICTED,
  /** The interval leaves both open. */
  OPEN
}
