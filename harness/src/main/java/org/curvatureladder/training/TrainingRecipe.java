package org.curvatureladder.training;

import org.curvatureladder.data.InvalidInputException;

/**
 * SGD with momentum as torch.optim.SGD (dampening 0, no Nesterov), on the mean loss of a batch:
 *
 * <pre>
 *   v = mu v + (g + wd w)
 *   w = w - lr_e v
 * </pre>
 *
 * @param learningRate lr of epoch 0
 * @param finalLearningRate where the cosine ends, at scheduleEpochs; unused when constant
 * @param momentum mu in [0, 1)
 * @param weightDecay wd, on weights and biases
 * @param schedule course of the learning rate
 * @param scheduleEpochs E, length of the schedule; a training may stop earlier
 * @param batchSize examples per step; an epoch's last partial batch is dropped
 * @param precision number format of the training
 */
public record TrainingRecipe(
    double learningRate,
    double finalLearningRate,
    double momentum,
    double weightDecay,
    Schedule schedule,
    int scheduleEpochs,
    int batchSize,
    Precision precision) {

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if a value is outside its range
   */
  public TrainingRecipe {
    require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "> 0");
    require(
        finalLearningRate >= 0 && Double.isFinite(finalLearningRate),
        "finalLearningRate",
        finalLearningRate,
        ">= 0");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
    require(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay", weightDecay, ">= 0");
    require(scheduleEpochs >= 1, "scheduleEpochs", scheduleEpochs, ">= 1");
    require(batchSize >= 1, "batchSize", batchSize, ">= 1");
  }

  private static void require(boolean holds, String name, Number value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          "training recipe: %s is %s, expected %s".formatted(name, value, expected));
    }
  }

  /** lr_e of epoch e = 0, 1, ... */
  public double learningRate(int epoch) {
    return switch (schedule) {
      case CONSTANT -> learningRate;
      case COSINE ->
          finalLearningRate
              + (learningRate - finalLearningRate)
                  * (1 + StrictMath.cos(Math.PI * epoch / scheduleEpochs))
                  / 2;
    };
  }
}
