package org.curvatureladder.experiments;

import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.recipe.Recipe;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Seeds;

/**
 * The model trained on all N points whose curvature and scores are studied, at every checkpoint.
 */
final class FullModel {
  private static final int ALL_POINTS = -1;
  private static final int FIRST = 0;

  private FullModel() {}

  /**
   * Trains it; its weights are a pure function of the study and the setup.
   *
   * @return one checkpoint per epoch of the recipe
   * @throws InvalidInputException if the training diverged
   */
  static List<Checkpoint> train(Study study, Recipe.Setup setup) {
    Recipe recipe = study.recipe();
    Dataset train = study.split().train();
    int[] everyPoint = IntStream.range(0, train.count()).toArray();
    List<Checkpoint> checkpoints =
        study
            .trainer(setup)
            .train(
                train,
                everyPoint,
                Seeds.derive(recipe.seed(), "init", setup.name(), ALL_POINTS, FIRST),
                Seeds.derive(recipe.seed(), "order", setup.name(), ALL_POINTS, FIRST),
                recipe.checkpoints().stream().mapToInt(Integer::intValue).toArray());
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
