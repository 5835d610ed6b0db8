package org.curvatureladder.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;

/**
 * Reads a recipe file, applies one of its profiles and the user's overrides, and validates every
 * field. A profile is the same experiment in other sizes: it may change nothing else, but choose
 * {@code only} some of the settings, and have {@code sizes-of} single settings.
 */
public final class RecipeReader {
  private static final List<String> SIZES =
      List.of("setups", "checkpoints", "alphas", "masks", "repeats", "bootstrap");
  private static final String PROFILES = "profiles";
  private static final String SIZES_OF = "sizes-of";
  static final String PROFILE = "profile";

  private final YAMLMapper yaml =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a recipe.
   *
   * @param file name of the file, for messages
   * @param text its content
   * @param profile name of the profile to apply
   * @param overrides {@code key=value} with dotted keys and YAML values, applied last, in order; a
   *     key {@code settings.NAME.key} is for one setting
   * @throws InvalidInputException with one line: where, what was found, what was expected
   */
  public Experiment read(String file, String text, String profile, List<String> overrides) {
    ObjectNode recipe = parse(file, text);
    if (recipe.has(PROFILE)) {
      throw new InvalidInputException(
          "unknown key 'profile' in %s; the profile is chosen with --profile".formatted(file));
    }
    ObjectNode sizes = profile(recipe, profile, file);
    recipe.put(PROFILE, profile);
    List<Override> changes = overrides.stream().map(this::override).toList();
    SettingOverlays overlays = new SettingOverlays(file, recipe);
    List<Recipe> settings = new ArrayList<>();
    for (String setting : overlays.chosen(sizes, changes)) {
      Places places = new Places(file);
      ObjectNode resolved = overlays.base(setting, places);
      applyProfile(resolved, sizes, setting, "profile " + profile + " of " + file, places);
      changes.forEach(change -> change.apply(resolved, setting, places));
      SwitchPresets.apply(resolved, places);
      settings.add(new RecipeFields(places, resolved).recipe());
    }
    return new Experiment(settings);
  }

  /**
   * Reads a recipe from a file.
   *
   * @throws InvalidInputException as {@link #read(String, String, String, List)}, or if the file
   *     cannot be read
   */
  public Experiment read(Path file, String profile, List<String> overrides) {
    return read(String.valueOf(file.getFileName()), content(file), profile, overrides);
  }

  /**
   * Reads a resolved recipe, as {@link Experiment#toYaml} writes it.
   *
   * @throws InvalidInputException if the file cannot be read or is not a resolved recipe
   */
  public Experiment readResolved(Path file) {
    ObjectNode recipe = parse(file.toString(), content(file));
    SettingOverlays overlays = new SettingOverlays(file.toString(), recipe);
    List<Recipe> settings = new ArrayList<>();
    for (String setting : overlays.names()) {
      Places places = new Places(file.toString());
      settings.add(new RecipeFields(places, overlays.base(setting, places)).recipe());
    }
    return new Experiment(settings);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read the recipe " + file + "; expected a YAML file");
    }
  }

  /** The profiles of a recipe file, in its order. */
  public List<String> profiles(String file, String text) {
    return names(parse(file, text).path(PROFILES));
  }

  private ObjectNode parse(String file, String text) {
    JsonNode root = value(text, file);
    if (root instanceof ObjectNode recipe) {
      return recipe;
    }
    throw new InvalidInputException(file + " is not a recipe; expected YAML keys and values");
  }

  private JsonNode value(String text, String place) {
    try {
      JsonNode value = yaml.readTree(text);
      return value.isMissingNode() ? NullNode.getInstance() : value;
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      boolean isFile = text.contains("\n");
      String line = isFile && e.getLocation() != null ? " line " + e.getLocation().getLineNr() : "";
      throw new InvalidInputException("%s%s is not YAML: %s".formatted(place, line, problem));
    }
  }

  /** Takes the chosen profile out of the recipe. */
  private static ObjectNode profile(ObjectNode recipe, String profile, String file) {
    JsonNode profiles = recipe.path(PROFILES);
    List<String> names = names(profiles);
    if (!names.contains(profile)) {
      throw new InvalidInputException(
          "unknown profile '%s' in %s; expected one of %s%s"
              .formatted(
                  profile, file, String.join(", ", names), NearestName.hint(profile, names)));
    }
    recipe.remove(PROFILES);
    if (profiles.get(profile).isNull()) {
      return recipe.objectNode();
    }
    if (profiles.get(profile) instanceof ObjectNode sizes) {
      return sizes;
    }
    throw new InvalidInputException(
        "profile %s of %s is not a section; expected sizes among %s"
            .formatted(profile, file, String.join(", ", SIZES)));
  }

  private static void applyProfile(
      ObjectNode recipe, ObjectNode sizes, String setting, String place, Places places) {
    List<String> keys = new ArrayList<>(SIZES);
    keys.addAll(List.of(SettingOverlays.ONLY, SIZES_OF));
    for (String key : names(sizes)) {
      if (!keys.contains(key)) {
        throw Section.unknownKey(key, place, keys);
      }
    }
    applySizes(recipe, sizes, place, places);
    applySizes(recipe, sizes.path(SIZES_OF).path(setting), place, places);
  }

  private static void applySizes(ObjectNode recipe, JsonNode sizes, String place, Places places) {
    for (String key : names(sizes)) {
      if (SIZES.contains(key)) {
        SettingOverlays.merge(recipe, key, sizes.get(key));
        places.put(key, place);
      }
    }
  }

  private Override override(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException("--set " + text + "; expected --set key=value");
    }
    String place = "--set " + text;
    return new Override(
        text.substring(0, equals).strip(), value(text.substring(equals + 1), place), place);
  }

  static List<String> names(JsonNode section) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = section.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }
}
