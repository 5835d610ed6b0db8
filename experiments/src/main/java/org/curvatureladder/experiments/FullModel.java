package org.curvatureladder.experiments;

import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Seeds;

/** The models trained on all N points whose curvature and scores are studied. */
final class FullModel {
  private static final int ALL_POINTS = -1;
  private static final int FIRST = 0;

  private FullModel() {}

  /**
   * Trains the first of them, up to every checkpoint of the recipe.
   *
   * @throws InvalidInputException if the training diverged
   */
  static List<Checkpoint> train(Study study, Recipe.Setup setup) {
    int[] epochs = study.recipe().checkpoints().stream().mapToInt(Integer::intValue).toArray();
    return train(study, setup, FIRST, epochs);
  }

  /**
   * Trains one of them; its weights are a pure function of study, setup and number.
   *
   * @param model number of the model, 0 for the first
   * @param epochs checkpoints, ascending
   * @return one checkpoint per epoch
   * @throws InvalidInputException if the training diverged
   */
  static List<Checkpoint> train(Study study, Recipe.Setup setup, int model, int[] epochs) {
    Recipe recipe = study.recipe();
    Dataset train = study.split().train();
    int[] everyPoint = IntStream.range(0, train.count()).toArray();
    List<Checkpoint> checkpoints =
        study
            .trainer(setup)
            .train(
                train,
                everyPoint,
                Seeds.derive(recipe.seed(), "init", setup.name(), ALL_POINTS, model),
                Seeds.derive(recipe.seed(), "order", setup.name(), ALL_POINTS, model),
                epochs);
    for (Checkpoint checkpoint : checkpoints) {
      if (checkpoint.status() != Checkpoint.Status.FINISHED) {
        throw new InvalidInputException(
            "setup %s diverged before epoch %d with learning rate %s; expected a smaller training.learning-rate"
                .formatted(setup.name(), checkpoint.epoch(), recipe.training().learningRate()));
      }
    }
    return checkpoints;
  }
}
