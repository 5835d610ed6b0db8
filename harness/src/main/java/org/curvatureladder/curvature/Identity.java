package org.curvatureladder.curvature;

import java.util.Arrays;

/** The identity, whose scores are 1 / (1 + lambda) times the gradient dot product: no curvature. */
public final class Identity extends DiagonalCurvature {
  /** Name of the rung. */
  public static final String NAME = "Identity";

  private Identity(ParameterGroups groups, double[] ones) {
    super(NAME, groups, ones);
  }

  /** I of the point's number of parameters. */
  public static Identity of(LadderPoint point) {
    ParameterGroups groups = point.groups();
    double[] ones = new double[groups.dimension()];
    Arrays.fill(ones, 1);
    return new Identity(groups, ones);
  }
}
