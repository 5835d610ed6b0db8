package org.curvatureladder.data;

/** What the target column of a data set means. */
public enum Task {
  /** A class; the classes are numbered in ascending order of their names or numbers. */
  CLASSIFICATION,
  /** A real number. */
  REGRESSION
}
