package org.curvatureladder.verdict;

/** The word of a verdict. */
public enum Word {
  HOLDS("holds"),
  DOES_NOT_HOLD("does not hold"),
  UNDECIDED("undecided"),
  NOT_RUN("not run");

  private final String text;

  Word(String text) {
    this.text = text;
  }

  /** As it is written in tables. */
  public String text() {
    return text;
  }
}
