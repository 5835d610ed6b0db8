package org.curvatureladder.curvature;

import java.util.function.Function;

/**
 * One approximation of the curvature, by name.
 *
 * @param label its name in recipes, results and tables; the curvature's own name
 * @param factory builds it at a trained network
 */
public record Rung(String label, Function<LadderPoint, Curvature> factory) {

  /** Builds this rung; the caller closes it, and closes it before the point. */
  public Curvature at(LadderPoint point) {
    return factory.apply(point);
  }

  /** The label. */
  @Override
  public String toString() {
    return label;
  }
}
