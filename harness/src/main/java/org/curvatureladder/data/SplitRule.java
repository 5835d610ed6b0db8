package org.curvatureladder.data;

/** How the rows of a source are divided: a pure function of the rule and the number of rows. */
public interface SplitRule {

  /**
   * Everything the rows depend on besides their number, one {@code key value} per line, each ended
   * by a newline: a stored split with other lines is another split.
   */
  String description();

  /**
   * The division of {@code count} rows.
   *
   * @throws InvalidInputException if there are too few rows
   */
  SplitRows draw(int count);
}
