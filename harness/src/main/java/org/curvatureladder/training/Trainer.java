package org.curvatureladder.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.ParameterLayout;

/**
 * Trains multilayer perceptrons by {@link TrainingRecipe}, one training on the calling thread.
 *
 * <p>Holds no mutable state: one trainer may serve any number of threads at once.
 *
 * <p>The weights are a pure function of architecture, recipe, kept points and seeds, to the last
 * bit: the kernels give the same bits on every machine, JDK, lane count and backend (why: {@link
 * KernelBackend}), random numbers come from a generator and a seeding of fixed definition ({@link
 * Seeds}), the cosine from StrictMath, and nothing is shared between trainings. In float32 only
 * data, initial weights and the recipe's numbers are rounded, once, before they are used.
 */
public final class Trainer {
  private final Architecture architecture;
  private final TrainingRecipe recipe;
  private final KernelBackend backend;
  private final ParameterLayout layout;

  /** A trainer of one architecture by one recipe. */
  public Trainer(Architecture architecture, TrainingRecipe recipe, KernelBackend backend) {
    this.architecture = architecture;
    this.recipe = recipe;
    this.backend = backend;
    this.layout = new ParameterLayout(architecture);
  }

  /** PyTorch's default for linear layers: W and b ~ U(-1/sqrt(in), 1/sqrt(in)); length P. */
  public double[] initialise(long seed) {
    UniformRandomProvider random = Seeds.generator(seed);
    double[] theta = new double[layout.parameterCount()];
    for (int l = 0; l < layout.layers(); l++) {
      double bound = 1.0 / Math.sqrt(architecture.in(l));
      for (int p = layout.offset(l); p < layout.offset(l + 1); p++) {
        theta[p] = (2.0 * random.nextDouble() - 1.0) * bound;
      }
    }
    return theta;
  }

  /**
   * Trains from {@link #initialise} of {@code initSeed}.
   *
   * @see #train(double[], Dataset, int[], long, int[])
   */
  public List<Checkpoint> train(
      Dataset train, int[] kept, long initSeed, long orderSeed, int[] checkpointEpochs) {
    return train(initialise(initSeed), train, kept, orderSeed, checkpointEpochs);
  }

  /**
   * Trains up to the last checkpoint.
   *
   * @param theta0 initial weights, length P
   * @param train the data set
   * @param kept indices of the examples to train on; their order matters, since an epoch permutes
   *     positions in this list
   * @param orderSeed fixes every epoch's order
   * @param checkpointEpochs ascending numbers of epochs >= 0; 0 is before the first step
   * @return one checkpoint for each epoch asked for; from the first epoch at whose end a weight is
   *     not finite they are DIVERGED
   * @throws InvalidInputException if fewer points are kept than a batch holds, or data and
   *     architecture do not fit
   */
  public List<Checkpoint> train(
      double[] theta0, Dataset train, int[] kept, long orderSeed, int[] checkpointEpochs) {
    check(theta0, train, kept, checkpointEpochs);
    return switch (recipe.precision()) {
      case FLOAT64 ->
          run(
              new MlpTraining<>(backend.float64(), architecture, recipe.batchSize(), train, kept),
              theta0,
              kept.length,
              orderSeed,
              checkpointEpochs);
      case FLOAT32 ->
          run(
              new MlpTraining<>(backend.float32(), architecture, recipe.batchSize(), train, kept),
              theta0,
              kept.length,
              orderSeed,
              checkpointEpochs);
    };
  }

  private List<Checkpoint> run(
      MlpTraining<?> training, double[] theta0, int points, long orderSeed, int[] epochs) {
    training.load(theta0);
    List<Checkpoint> checkpoints = new ArrayList<>();
    int[] order = new int[points];
    int epoch = 0;
    boolean finite = training.finite();
    for (int end : epochs) {
      for (; epoch < end && finite; epoch++) {
        BatchOrder.permute(orderSeed, epoch, order);
        double learningRate = recipe.learningRate(epoch);
        for (int at = 0; at + recipe.batchSize() <= points; at += recipe.batchSize()) {
          training.step(order, at, recipe, learningRate);
        }
        training.settle();
        finite = training.finite();
      }
      checkpoints.add(finite ? finished(end, training.theta()) : diverged(end));
    }
    return checkpoints;
  }

  private static Checkpoint finished(int epoch, double[] theta) {
    return new Checkpoint(epoch, theta, Checkpoint.Status.FINISHED);
  }

  private Checkpoint diverged(int epoch) {
    double[] theta = new double[layout.parameterCount()];
    Arrays.fill(theta, Double.NaN);
    return new Checkpoint(epoch, theta, Checkpoint.Status.DIVERGED);
  }

  private void check(double[] theta0, Dataset train, int[] kept, int[] epochs) {
    if (theta0.length != layout.parameterCount()) {
      throw new IllegalArgumentException(
          "%d initial weights, expected %d".formatted(theta0.length, layout.parameterCount()));
    }
    for (int k = 0; k < epochs.length; k++) {
      if (epochs[k] < (k == 0 ? 0 : epochs[k - 1] + 1)) {
        throw new IllegalArgumentException(
            "checkpoint epochs must ascend from 0: " + Arrays.toString(epochs));
      }
    }
    if (kept.length < recipe.batchSize()) {
      throw new InvalidInputException(
          "training on %s: %d kept points are fewer than one batch of %d"
              .formatted(train.name(), kept.length, recipe.batchSize()));
    }
    for (int k : kept) {
      if (k < 0 || k >= train.count()) {
        throw new InvalidInputException(
            "training on %s: kept point %d, expected 0 to %d"
                .formatted(train.name(), k, train.count() - 1));
      }
    }
    if (train.featureCount() != architecture.inputs()) {
      throw new InvalidInputException(
          "training on %s: %d features, the network expects %d"
              .formatted(train.name(), train.featureCount(), architecture.inputs()));
    }
    checkTargets(train, kept);
  }

  private void checkTargets(Dataset train, int[] kept) {
    boolean classify = architecture.loss() == Loss.CROSS_ENTROPY;
    if (classify != train.isClassification()) {
      throw new InvalidInputException(
          "training on %s: %s needs %s"
              .formatted(
                  train.name(),
                  architecture.loss(),
                  classify ? "class labels" : "regression targets"));
    }
    int outputs = classify ? train.classCount() : train.targetWidth();
    if (outputs != architecture.outputs()) {
      throw new InvalidInputException(
          "training on %s: %d %s, the network has %d outputs"
              .formatted(
                  train.name(), outputs, classify ? "classes" : "targets", architecture.outputs()));
    }
    for (int k : classify ? kept : new int[0]) {
      double label = train.targets()[k];
      if (!(label >= 0 && label < outputs && label == Math.rint(label))) {
        throw new InvalidInputException(
            "training on %s: label %s of point %d, expected a class 0 to %d"
                .formatted(train.name(), label, k, outputs - 1));
      }
    }
  }
}
