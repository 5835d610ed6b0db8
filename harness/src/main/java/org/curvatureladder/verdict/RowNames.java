package org.curvatureladder.verdict;

import java.util.regex.Pattern;

/** Names in the columns metric and method of results.csv that verdicts read. */
public final class RowNames {
  /** LDS of a method at its chosen damping. */
  public static final String LDS = "lds";

  /** LDS of the upper rung minus LDS of the lower, paired; method {@link #step}. */
  public static final String LDS_STEP = "lds-step";

  /** LDS of one method minus LDS of another, paired; method {@link #difference}. */
  public static final String LDS_DIFFERENCE = "lds-difference";

  /** Unadjusted two-sided p-value of the lds-step or lds-difference row of the same method. */
  public static final String P_VALUE = "p-value";

  /** Part of the squared error between GGN and the bottom rung; method {@link #step}. */
  public static final String STEP_ERROR_SHARE = "step-error-share";

  /**
   * (h(theta_k) - h*) / (0 - h*), h the quadratic objective of an iHVP and h* its minimum: the
   * squared relative error in the energy norm, 1 for theta = 0; method {@link #at}.
   */
  public static final String OBJECTIVE_GAP = "objective-gap";

  /** Level of the intervals of a setup, a fact of the run. */
  public static final String CONFIDENCE = "confidence";

  /** Retrainings per mask of a setup, a fact of the run. */
  public static final String REPEATS = "repeats";

  private RowNames() {}

  /** A step down the ladder, {@code GGN->Block-GGN}. */
  public static String step(String from, String to) {
    return from + "->" + to;
  }

  /** A comparison of two methods, {@code ASTRA - EK-FAC}. */
  public static String difference(String first, String second) {
    return first + " - " + second;
  }

  /** An iterative method stopped after some iterations, {@code ASTRA@200}. */
  public static String at(String method, int iterations) {
    return method + "@" + iterations;
  }

  /** The ensemble of several models of a method, {@code ASTRA-IF x10}. */
  public static String ensemble(String method, int models) {
    return method + " x" + models;
  }

  /** Whether a row's method is an ensemble of a method, of any number of models. */
  static boolean isEnsemble(String rowMethod, String method) {
    return rowMethod.matches(Pattern.quote(method) + " x\\d+");
  }

  /** What ensembling gains with one method more than with another. */
  public static String ensembleGain(String first, String second) {
    return "ensemble gain %s - ensemble gain %s".formatted(first, second);
  }

  /** The whole iterate of ASTRA against a part of it, {@code all - above 1e-2}. */
  public static String all(String part) {
    return "all - " + part;
  }
}
