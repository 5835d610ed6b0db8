package org.curvatureladder.experiments;

import java.util.Optional;
import java.util.function.Supplier;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.store.Predictions;
import org.curvatureladder.store.ResultStore;

/**
 * Predictions that this build of the program has made for a run, method by method and model by
 * model, so that an interrupted run goes on after the last of them.
 */
final class KeptPredictions {
  private final String build;
  private final boolean anew;

  /**
   * Keeps predictions beside what is evaluated of a setting.
   *
   * @param build identifies the program: another one may compute other numbers
   * @param anew whether what is kept already is made again
   */
  KeptPredictions(String build, boolean anew) {
    this.build = build;
    this.anew = anew;
  }

  /** What is kept, or what is made now and kept from now on. */
  Predictions get(
      Study study,
      Recipe.Setup setup,
      AttributionTruth truth,
      String method,
      int model,
      Supplier<Predictions> make) {
    ResultStore store = ResultStore.ofParts(study.alone());
    String setting = study.recipe().setting();
    Optional<Predictions> kept =
        anew
            ? Optional.empty()
            : store.readPredictions(
                build, setting, setup.name(), method, model, truth.masks(), truth.queries());
    return kept.orElseGet(
        () -> {
          Predictions made = make.get();
          store.writePredictions(build, setting, setup.name(), method, model, made);
          return made;
        });
  }
}
