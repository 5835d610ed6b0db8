package org.curvatureladder.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;

/**
 * One section of a recipe, read strictly: a key that is not known, a value of another type or out
 * of range is an error of one line that says what was found where, and what was expected.
 */
final class Section {
  private final Places places;
  private final String path;
  private final JsonNode node;

  /**
   * Checks that there is a section and that all of its keys are known.
   *
   * @param path of the section, empty for the whole recipe
   */
  Section(Places places, String path, JsonNode node, List<String> keys) {
    this.places = places;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw wrong(path, node, "a section with the keys " + String.join(", ", keys));
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String key = names.next();
      if (!keys.contains(key)) {
        throw unknownKey(pathOf(key), places.of(pathOf(key)), prefixed(keys));
      }
    }
  }

  static InvalidInputException unknownKey(String key, String place, List<String> valid) {
    return new InvalidInputException(
        "unknown key '%s' in %s%s"
            .formatted(
                key,
                place,
                NearestName.of(key, valid)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("; expected one of " + String.join(", ", valid))));
  }

  Section section(String key, List<String> keys) {
    return new Section(places, pathOf(key), node.path(key), keys);
  }

  List<Section> sections(String key, List<String> keys) {
    return list(
        key,
        "a list of sections with the keys " + String.join(", ", keys),
        (itemPath, item) -> new Section(places, itemPath, item, keys));
  }

  boolean has(String key) {
    return node.has(key);
  }

  String text(String key) {
    return text(pathOf(key), node.path(key));
  }

  /** Text that can be part of a file name. */
  String fileName(String key) {
    String value = text(key);
    if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw wrong(pathOf(key), node.path(key), "a name of letters, digits, '.', '_' and '-'");
    }
    return value;
  }

  double number(String key, DoublePredicate valid, String expected) {
    return number(pathOf(key), node.path(key), valid, expected);
  }

  List<Double> numbers(String key, DoublePredicate valid, String expected) {
    return list(
        key, "a list of numbers", (itemPath, item) -> number(itemPath, item, valid, expected));
  }

  int whole(String key, int least) {
    return whole(pathOf(key), node.path(key), least);
  }

  /** Whole numbers, possibly none. */
  List<Integer> wholesOrNone(String key, int least) {
    JsonNode values = node.path(key);
    return values.isArray() && values.isEmpty() ? List.of() : wholes(key, least);
  }

  List<Integer> wholes(String key, int least) {
    return list(key, "a list of whole numbers", (itemPath, item) -> whole(itemPath, item, least));
  }

  long seed(String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(pathOf(key), value, "a whole number");
    }
    return value.longValue();
  }

  String choice(String key, List<String> valid) {
    return choice(pathOf(key), node.path(key), valid);
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return Names.parse(type, choice(key, Names.all(type)));
  }

  List<String> choices(String key, List<String> valid) {
    return list(
        key,
        "a list of names among " + String.join(", ", valid),
        (itemPath, item) -> choice(itemPath, item, valid));
  }

  /** An error about a field of this section. */
  InvalidInputException wrong(String key, String expected) {
    return wrong(pathOf(key), node.path(key), expected);
  }

  private String text(String itemPath, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(itemPath, value, "text");
    }
    return value.textValue();
  }

  private double number(String itemPath, JsonNode value, DoublePredicate valid, String expected) {
    if (!value.isNumber()
        || !Double.isFinite(value.doubleValue())
        || !valid.test(value.doubleValue())) {
      throw wrong(itemPath, value, expected);
    }
    return value.doubleValue();
  }

  private int whole(String itemPath, JsonNode value, int least) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
      throw wrong(itemPath, value, "a whole number of at least " + least);
    }
    return value.intValue();
  }

  private String choice(String itemPath, JsonNode value, List<String> valid) {
    if (!value.isTextual() || !valid.contains(value.textValue())) {
      String hint = value.isTextual() ? NearestName.hint(value.textValue(), valid) : "";
      String expected = valid.size() == 1 ? valid.get(0) : "one of " + String.join(", ", valid);
      throw wrong(itemPath, value, expected + hint);
    }
    return value.textValue();
  }

  /** A list that is not empty. */
  private <T> List<T> list(String key, String expected, BiFunction<String, JsonNode, T> item) {
    JsonNode values = node.path(key);
    if (!values.isArray() || values.isEmpty()) {
      throw wrong(pathOf(key), values, expected);
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      items.add(item.apply(pathOf(key) + "[" + i + "]", values.get(i)));
    }
    return items;
  }

  /** Refuses a list with the same item twice. */
  <T> List<T> distinct(String key, List<T> items) {
    if (new HashSet<>(items).size() < items.size()) {
      throw wrong(key, "every item once");
    }
    return items;
  }

  private InvalidInputException wrong(String fieldPath, JsonNode value, String expected) {
    String field = fieldPath.isEmpty() ? "the recipe" : fieldPath;
    return new InvalidInputException(
        "%s is %s in %s; expected %s"
            .formatted(field, found(value), places.of(fieldPath), expected));
  }

  private static String found(JsonNode value) {
    if (value instanceof MissingNode) {
      return "missing";
    }
    if (value.isNull()) {
      return "empty";
    }
    if (value.isObject()) {
      return "a section";
    }
    if (value.isTextual()) {
      return "'" + value.textValue() + "'";
    }
    return value.toString();
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private List<String> prefixed(List<String> keys) {
    return keys.stream().map(this::pathOf).toList();
  }
}
