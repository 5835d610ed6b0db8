package org.curvatureladder.recipe;

import java.util.List;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;
import org.curvatureladder.store.RecipeHash;

/**
 * An experiment, resolved: one {@link Recipe} per setting, which differ in what the experiment
 * compares (data sets, switches). {@link RecipeReader} makes it.
 *
 * @param settings at least one; all with the same name, question, paper, profile, analysis and axis
 */
public record Experiment(List<Recipe> settings) {

  /** Copies the list. */
  public Experiment {
    settings = List.copyOf(settings);
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("an experiment needs a setting");
    }
  }

  /** Name of the experiment, which is its file's name. */
  public String name() {
    return first().name();
  }

  /** What it asks. */
  public String question() {
    return first().question();
  }

  /** Figure or table of a paper it stands for. */
  public String paper() {
    return first().paper();
  }

  /** The profile that was applied. */
  public String profile() {
    return first().profile();
  }

  /** What is computed. */
  public Analysis analysis() {
    return first().analysis();
  }

  /** What its figures put on the horizontal axis. */
  public Axis axis() {
    return first().axis();
  }

  private Recipe first() {
    return settings.get(0);
  }

  /**
   * The setting of a name.
   *
   * @throws InvalidInputException if there is none
   */
  public Recipe setting(String setting) {
    List<String> names = settings.stream().map(Recipe::setting).toList();
    return settings.stream()
        .filter(recipe -> recipe.setting().equals(setting))
        .findFirst()
        .orElseThrow(() -> unknownSetting(setting, "experiment " + name(), names));
  }

  static InvalidInputException unknownSetting(String setting, String place, List<String> names) {
    return new InvalidInputException(
        "unknown setting '%s' in %s; expected one of %s%s"
            .formatted(setting, place, String.join(", ", names), NearestName.hint(setting, names)));
  }

  /**
   * The name of the folder for the results on given data. Name, question, paper, profile, axis and
   * the data's path do not enter; every other field of every setting does.
   *
   * @param dataFingerprints per setting the hash of its data set's content
   */
  public RecipeHash hash(List<String> dataFingerprints) {
    return RecipeHash.of(RecipeWriter.canonical(this), String.join(" ", dataFingerprints));
  }

  /** The resolved recipe as YAML, byte-stable; {@link RecipeReader#readResolved} reads it back. */
  public String toYaml() {
    return RecipeWriter.yaml(this);
  }
}
