package org.curvatureladder.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;

/**
 * The named settings of the curvature switches and the damping rule, {@code switches: NAME} in a
 * recipe. A preset fills in what the recipe leaves out, and no more; the resolved recipe has the
 * switches and not the name.
 */
final class SwitchPresets {
  static final String KEY = "switches";
  static final String CURVATURE = "curvature";
  static final String DAMPING_RULE = "damping-rule";
  static final String DAMPING_CUTOFF = "damping-cutoff";
  private static final String CONTROLLED = "paper-controlled";
  private static final String AS_PUBLISHED = "paper-as-published";
  // What the paper's code drops after damping.
  private static final double PUBLISHED_CUTOFF = 1e-6;

  private SwitchPresets() {}

  /**
   * Replaces the preset's name by the switches that are not set.
   *
   * @throws InvalidInputException if there is no preset of that name
   */
  static void apply(ObjectNode recipe, Places places) {
    JsonNode name = recipe.path(KEY);
    List<String> names = List.of(CONTROLLED, AS_PUBLISHED);
    if (!name.isMissingNode() && !names.contains(name.asText())) {
      throw new InvalidInputException(
          "unknown switches '%s' in %s; expected one of %s%s"
              .formatted(
                  name.asText(),
                  places.of(KEY),
                  String.join(", ", names),
                  NearestName.hint(name.asText(), names)));
    }
    boolean published = name.asText().equals(AS_PUBLISHED);
    recipe.remove(KEY);
    if (!recipe.has(CURVATURE)) {
      recipe.putObject(CURVATURE);
    }
    if (recipe.get(CURVATURE) instanceof ObjectNode curvature) {
      fill(curvature, "fisher", published ? "mc" : "exact");
      if (curvature.path("fisher").asText().equals("mc")) {
        fill(curvature, "samples", 1);
        fill(curvature, "sampling-seed", 0);
      }
      fill(curvature, "bias", published ? "separate" : "joint");
      fill(curvature, "blocks", published ? "tensor" : "layer");
      fill(curvature, "negative-eigenvalues", published ? "keep" : "absolute");
    }
    fill(recipe, DAMPING_RULE, published ? "pi-heuristic" : "absolute");
    String rule = recipe.path(DAMPING_RULE).asText();
    if (rule.equals("pseudo-inverse") || published && rule.equals("pi-heuristic")) {
      fill(recipe, DAMPING_CUTOFF, PUBLISHED_CUTOFF);
    }
  }

  private static void fill(ObjectNode section, String key, String value) {
    if (!section.has(key)) {
      section.put(key, value);
    }
  }

  private static void fill(ObjectNode section, String key, int value) {
    if (!section.has(key)) {
      section.put(key, value);
    }
  }

  private static void fill(ObjectNode section, String key, double value) {
    if (!section.has(key)) {
      section.put(key, value);
    }
  }
}
