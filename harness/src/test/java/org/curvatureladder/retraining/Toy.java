package org.curvatureladder.retraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.Split;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.Checkpoint.Status;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.TrainingRecipe;

/** A small problem with a real, if plain, trainer: full-batch gradient descent. */
public final class Toy {
  public static final TrainingRecipe RECIPE =
      new TrainingRecipe(0.5, 0.5, 0, 0, Schedule.CONSTANT, 1, 4, Precision.FLOAT64);

  private final boolean classification;

  public Toy(boolean classification) {
    this.classification = classification;
  }

  public Architecture architecture() {
    return classification
        ? new Architecture(3, List.of(4), 3, Activation.TANH, Loss.CROSS_ENTROPY)
        : new Architecture(3, List.of(4), 1, Activation.TANH, Loss.SQUARED_ERROR);
  }

  public Split split() {
    return new Split(data(16, 1), data(5, 2), new int[0], new int[0]);
  }

  private Dataset data(int count, long seed) {
    Random random = new Random(seed);
    double[] features = random.doubles(3L * count, -1, 1).toArray();
    double[] targets =
        classification
            ? random.ints(count, 0, 3).asDoubleStream().toArray()
            : random.doubles(count, -1, 1).toArray();
    return new Dataset("toy", count, features, targets, 3, classification ? 3 : 0);
  }

  public RetrainingPlan plan() {
    return plan(4, 3, 11);
  }

  public RetrainingPlan plan(int masks, int repeats, long seed) {
    return plan(List.of(0.5, 0.7), masks, repeats, List.of(1, 5), seed);
  }

  public RetrainingPlan plan(
      List<Double> alphas, int masks, int repeats, List<Integer> checkpoints, long seed) {
    Split split = split();
    return RetrainingPlan.of(
        "1x4",
        architecture(),
        RECIPE,
        split.train(),
        split.query(),
        alphas,
        masks,
        repeats,
        checkpoints,
        seed);
  }

  public List<Checkpoint> train(
      Dataset train, int[] kept, long initSeed, long orderSeed, int[] checkpointEpochs) {
    Mlp network = new Mlp(architecture());
    Dataset subset = train.subset(kept);
    double[] theta =
        new Random(initSeed ^ orderSeed)
            .doubles(network.layout().parameterCount(), -1, 1)
            .toArray();
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int epoch = 1; checkpoints.size() < checkpointEpochs.length; epoch++) {
      double[] gradient = network.meanGradient(Measurement.LOSS, theta, subset);
      for (int p = 0; p < theta.length; p++) {
        theta[p] -= 0.5 * gradient[p];
      }
      if (Arrays.binarySearch(checkpointEpochs, epoch) >= 0) {
        checkpoints.add(new Checkpoint(epoch, theta.clone(), Status.FINISHED));
      }
    }
    return checkpoints;
  }

  public Retrainer retrainer() {
    return retrainer(this::train);
  }

  public Retrainer retrainer(Training training) {
    return new Retrainer(new Mlp(architecture()), training, split());
  }
}
