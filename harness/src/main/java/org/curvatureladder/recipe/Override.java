package org.curvatureladder.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.curvatureladder.data.InvalidInputException;

/**
 * One {@code --set key=value}.
 *
 * @param key dotted key; {@code settings.NAME.key} for one setting only
 * @param value its new value
 * @param place the whole option, for messages
 */
record Override(String key, JsonNode value, String place) {
  private static final String PER_SETTING = SettingOverlays.SETTINGS + ".";

  /** Whether it chooses settings and is no field of theirs. */
  boolean chooses() {
    return key.equals(SettingOverlays.ONLY);
  }

  /** The setting it is for; empty if it is for all. */
  String setting() {
    if (!key.startsWith(PER_SETTING)) {
      return "";
    }
    int end = key.indexOf('.', PER_SETTING.length());
    if (end < 0) {
      throw new InvalidInputException(place + "; expected --set settings.NAME.key=value");
    }
    return key.substring(PER_SETTING.length(), end);
  }

  /**
   * Changes a recipe, if it is for that setting.
   *
   * @throws InvalidInputException if the key leads through something that is no section
   */
  void apply(ObjectNode recipe, String setting, Places places) {
    String only = setting();
    if (chooses() || !only.isEmpty() && !only.equals(setting)) {
      return;
    }
    String field = only.isEmpty() ? key : key.substring(PER_SETTING.length() + only.length() + 1);
    if (field.equals(RecipeReader.PROFILE)) {
      throw new InvalidInputException(place + "; the profile is chosen with --profile");
    }
    String[] steps = field.split("\\.");
    ObjectNode section = recipe;
    for (int s = 0; s < steps.length - 1; s++) {
      JsonNode next = section.get(steps[s]);
      if (next == null) {
        next = section.putObject(steps[s]);
      }
      if (!(next instanceof ObjectNode)) {
        throw new InvalidInputException(
            "'%s' in %s is not a section; expected %s=value".formatted(steps[s], place, steps[s]));
      }
      section = (ObjectNode) next;
    }
    section.set(steps[steps.length - 1], value);
    for (int end = field.length(); end > 0; end = field.lastIndexOf('.', end - 1)) {
      if (end == field.length() || !hasOtherFields(recipe, field.substring(0, end))) {
        places.put(field.substring(0, end), place);
      }
    }
  }

  /** A section that only the override made is the override's. */
  private static boolean hasOtherFields(ObjectNode recipe, String path) {
    JsonNode node = recipe;
    for (String step : path.split("\\.")) {
      node = node.path(step);
    }
    return node.size() > 1;
  }
}
