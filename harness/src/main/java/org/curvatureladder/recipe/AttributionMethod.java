package org.curvatureladder.recipe;

import java.util.Arrays;
import java.util.List;

/** A method that scores training points, by its name in recipes and results. */
public enum AttributionMethod {
  /** The product of the gradients: no curvature, the floor. */
  GRADIENT_DOT("gradient-dot"),
  /** Products of gradients along the training. */
  TRACIN("TracIn"),
  /** Least squares on randomly projected gradients. */
  TRAK("TRAK"),
  /** Influence function with EK-FAC. */
  EK_FAC_IF("EK-FAC-IF"),
  /** Influence function with the exact Gauss-Newton matrix: settings with few N C only. */
  GGN_IF("GGN-IF"),
  /** Influence function with the Gauss-Newton matrix, solved by ASTRA. */
  ASTRA_IF("ASTRA-IF"),
  /** Segmented unrolling with EK-FAC. */
  SOURCE("SOURCE"),
  /** Segmented unrolling with each segment's response solved by ASTRA. */
  ASTRA_SOURCE("ASTRA-SOURCE");

  private final String label;

  AttributionMethod(String label) {
    this.label = label;
  }

  /** The name in recipes, results and figures. */
  public String label() {
    return label;
  }

  /** All names. */
  static List<String> labels() {
    return Arrays.stream(values()).map(AttributionMethod::label).toList();
  }

  /** The method of a valid name. */
  static AttributionMethod named(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow();
  }
}
