package org.curvatureladder;

/** The one place for test tolerances; all are relative to the size of the expected quantity. */
public final class Tolerances {
  /** Same formula, other order of summation. */
  public static final double EXACT = 1e-12;

  /** Two independent routes to one number. */
  public static final double ORACLE = 1e-10;

  /** Damped solves, whose condition number eats digits. */
  public static final double SOLVE = 1e-9;

  /** Central differences with step 1e-5 to 1e-4. */
  public static final double FINITE_DIFFERENCE = 1e-6;

  private Tolerances() {}
}
