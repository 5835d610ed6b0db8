package org.curvatureladder.evaluation;

/**
 * How many masks it takes to decide: the half-width of an interval over masks scales as 1/sqrt(M),
 * so a half-width w at M masks shrinks to d at
 *
 * <pre>
 * M' = ceil( M (w / d)^2 )
 * </pre>
 *
 * <p>The effect is taken to stay where it was observed; whether it does is what the masks are for.
 */
public final class SampleSize {
  private SampleSize() {}

  /**
   * Masks at which the half-width is at most {@code distance}.
   *
   * @param masks M
   * @param halfWidth w, observed with M masks
   * @param distance d, from the effect to what its interval shall exclude
   * @return at least M; infinite for a distance of 0
   */
  public static double masks(int masks, double halfWidth, double distance) {
    double factor = halfWidth / Math.abs(distance);
    return factor <= 1 ? masks : Math.ceil(masks * factor * factor);
  }
}
