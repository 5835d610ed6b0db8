package org.curvatureladder.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Fingerprint;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.RecipeHash;
import org.curvatureladder.store.ResultStore;

/**
 * An experiment with the data of all of its settings.
 *
 * @param experiment the resolved recipe
 * @param folder where its results go: out/experiment/recipe-hash
 * @param settings one study per setting
 */
record Studies(Experiment experiment, Path folder, List<Study> settings) {

  /** Copies the list. */
  Studies {
    settings = List.copyOf(settings);
  }

  /**
   * Loads the data and the splits; a split file is written at the first use of the data.
   *
   * @param data folder of data sets that are not shipped
   * @throws org.curvatureladder.data.InvalidInputException if data or output folder cannot be used
   */
  static Studies open(Experiment experiment, Path out, Path data) {
    Map<Recipe.Data, Dataset> loaded = new HashMap<>();
    List<String> fingerprints = new ArrayList<>();
    for (Recipe recipe : experiment.settings()) {
      Dataset all = loaded.computeIfAbsent(recipe.data(), key -> Study.source(recipe, data).load());
      fingerprints.add(Fingerprint.of(all));
    }
    Path folder = ResultStore.folder(out, experiment.name(), experiment.hash(fingerprints));
    List<Study> settings = new ArrayList<>();
    for (Recipe recipe : experiment.settings()) {
      Dataset all = loaded.get(recipe.data());
      RecipeHash alone = new Experiment(List.of(recipe)).hash(List.of(Fingerprint.of(all)));
      settings.add(
          Study.open(
              recipe,
              Study.source(recipe, data),
              all,
              out,
              folder,
              ResultStore.folder(out, experiment.name(), alone)));
    }
    return new Studies(experiment, folder, settings);
  }

  /** Hash of the recipe and the data. */
  String hash() {
    return String.valueOf(folder.getFileName());
  }

  /** Checks every setup's plan and sizes before any work starts. */
  void check() {
    settings.forEach(Study::check);
  }

  /** The study of a setting. */
  Study setting(String name) {
    return settings.get(experiment.settings().indexOf(experiment.setting(name)));
  }
}
