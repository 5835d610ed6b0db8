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
import java.util.Map;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;

/**
 * Reads a recipe file, applies one of its profiles and the user's overrides, and validates every
 * field. A profile is the same experiment in other sizes: it may change nothing else.
 */
public final class RecipeReader {
  private static final List<String> SIZES =
      List.of("setups", "checkpoints", "alphas", "masks", "repeats", "bootstrap");
  private static final String PROFILES = "profiles";
  private static final String PROFILE = "profile";

  private final YAMLMapper yaml =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a recipe.
   *
   * @param file name of the file, for messages
   * @param text its content
   * @param profile name of the profile to apply
   * @param overrides {@code key=value} with dotted keys and YAML values, applied last, in order
   * @throws InvalidInputException with one line: where, what was found, what was expected
   */
  public Recipe read(String file, String text, String profile, List<String> overrides) {
    ObjectNode recipe = parse(file, text);
    Places places = new Places(file);
    if (recipe.has(PROFILE)) {
      throw new InvalidInputException(
          "unknown key 'profile' in %s; the profile is chosen with --profile".formatted(file));
    }
    applyProfile(recipe, profile, file, places);
    for (String override : overrides) {
      applyOverride(recipe, override, places);
    }
    SwitchPresets.apply(recipe, places);
    return new RecipeFields(places, recipe).recipe();
  }

  /**
   * Reads a recipe from a file.
   *
   * @throws InvalidInputException as {@link #read(String, String, String, List)}, or if the file
   *     cannot be read
   */
  public Recipe read(Path file, String profile, List<String> overrides) {
    return read(String.valueOf(file.getFileName()), content(file), profile, overrides);
  }

  /**
   * Reads a resolved recipe, as {@link Recipe#toYaml} writes it.
   *
   * @throws InvalidInputException if the file cannot be read or is not a resolved recipe
   */
  public Recipe readResolved(Path file) {
    ObjectNode recipe = parse(file.toString(), content(file));
    return new RecipeFields(new Places(file.toString()), recipe).recipe();
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

  private static void applyProfile(ObjectNode recipe, String profile, String file, Places places) {
    JsonNode profiles = recipe.path(PROFILES);
    List<String> names = names(profiles);
    if (!names.contains(profile)) {
      throw new InvalidInputException(
          "unknown profile '%s' in %s; expected one of %s%s"
              .formatted(
                  profile, file, String.join(", ", names), NearestName.hint(profile, names)));
    }
    String place = "profile " + profile + " of " + file;
    JsonNode sizes = profiles.get(profile);
    if (!sizes.isObject() && !sizes.isNull()) {
      throw new InvalidInputException(
          "%s is not a section; expected sizes among %s"
              .formatted(place, String.join(", ", SIZES)));
    }
    for (String key : names(sizes)) {
      if (!SIZES.contains(key)) {
        throw Section.unknownKey(key, place, SIZES);
      }
      merge(recipe, key, sizes.get(key));
      places.put(key, place);
    }
    recipe.remove(PROFILES);
    recipe.put(PROFILE, profile);
  }

  private static void merge(ObjectNode target, String key, JsonNode value) {
    if (target.get(key) instanceof ObjectNode section && value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        merge(section, field.getKey(), field.getValue());
      }
    } else {
      target.set(key, value);
    }
  }

  private void applyOverride(ObjectNode recipe, String override, Places places) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException("--set " + override + "; expected --set key=value");
    }
    String key = override.substring(0, equals).strip();
    String place = "--set " + override;
    if (key.equals(PROFILE)) {
      throw new InvalidInputException(place + "; the profile is chosen with --profile");
    }
    String[] steps = key.split("\\.");
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
    section.set(steps[steps.length - 1], value(override.substring(equals + 1), place));
    for (int end = key.length(); end > 0; end = key.lastIndexOf('.', end - 1)) {
      if (end == key.length() || !hasOtherFields(recipe, key.substring(0, end))) {
        places.put(key.substring(0, end), place);
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

  private static List<String> names(JsonNode section) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = section.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }
}
