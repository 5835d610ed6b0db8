package org.curvatureladder.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;

/**
 * The {@code settings} of a recipe file: named sections laid over the file's other fields, section
 * by section; lists and single values are replaced. A file without settings has one.
 */
final class SettingOverlays {
  static final String SETTINGS = "settings";
  static final String ONLY = "only";
  private static final String NAME = "name";

  private final String file;
  private final ObjectNode base;
  private final Map<String, ObjectNode> overlays = new LinkedHashMap<>();

  /**
   * Takes the settings out of a recipe.
   *
   * @throws InvalidInputException if they are not a list of sections with distinct names
   */
  SettingOverlays(String file, ObjectNode recipe) {
    this.file = file;
    this.base = recipe;
    JsonNode settings = recipe.remove(SETTINGS);
    if (!recipe.has(RecipeFields.ANALYSIS)) {
      recipe.put(RecipeFields.ANALYSIS, Names.of(Analysis.LADDER));
    }
    if (!recipe.has(RecipeFields.AXIS)) {
      recipe.put(RecipeFields.AXIS, Names.of(Axis.EPOCH));
    }
    if (settings == null) {
      overlays.put(ResultRow.ONLY_SETTING, recipe.objectNode());
      return;
    }
    for (JsonNode setting : settings) {
      if (!(setting instanceof ObjectNode overlay) || !setting.path(NAME).isTextual()) {
        throw new InvalidInputException(
            "settings in %s: expected a list of sections, each with a name".formatted(file));
      }
      String name = overlay.remove(NAME).textValue();
      if (overlays.put(name, overlay) != null) {
        throw new InvalidInputException(
            "setting '%s' is in %s twice; expected every name once".formatted(name, file));
      }
    }
    if (overlays.isEmpty()) {
      throw new InvalidInputException(
          "settings in %s is empty; expected a list of sections, each with a name".formatted(file));
    }
  }

  /** All names, in the file's order. */
  List<String> names() {
    return List.copyOf(overlays.keySet());
  }

  /**
   * The settings of a run: those of {@code only} in the profile or in an override, or all.
   *
   * @throws InvalidInputException if one of them does not exist
   */
  List<String> chosen(ObjectNode profile, List<Override> overrides) {
    JsonNode only = profile.path(ONLY);
    String place = "only of " + file;
    for (String name : RecipeReader.names(profile.path("sizes-of"))) {
      require(name, "sizes-of of " + file);
    }
    for (Override override : overrides) {
      if (!override.setting().isEmpty()) {
        require(override.setting(), override.place());
      }
      if (override.chooses()) {
        only = override.value();
        place = override.place();
      }
    }
    if (only.isMissingNode()) {
      return names();
    }
    if (!only.isArray() || only.isEmpty()) {
      throw new InvalidInputException(
          "only is %s in %s; expected a list of names among %s"
              .formatted(only, place, String.join(", ", names())));
    }
    List<String> chosen = new ArrayList<>();
    for (JsonNode name : only) {
      chosen.add(require(name.asText(), place));
    }
    return chosen;
  }

  private String require(String name, String place) {
    if (!overlays.containsKey(name)) {
      throw Experiment.unknownSetting(name, place, names());
    }
    return name;
  }

  /** The file's fields with one setting's laid over them. */
  ObjectNode base(String setting, Places places) {
    ObjectNode recipe = base.deepCopy();
    ObjectNode overlay = overlays.get(setting);
    for (String key : RecipeReader.names(overlay)) {
      merge(recipe, key, overlay.get(key).deepCopy());
      places.put(key, "setting " + setting + " of " + file);
    }
    recipe.put(RecipeFields.SETTING, setting);
    return recipe;
  }

  /** Lays one field over another: sections field by field, everything else as a whole. */
  static void merge(ObjectNode target, String key, JsonNode value) {
    if (target.get(key) instanceof ObjectNode section && value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        merge(section, field.getKey(), field.getValue());
      }
    } else {
      target.set(key, value.deepCopy());
    }
  }
}
