package org.curvatureladder.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.training.Checkpoint;
import org.curvatureladder.training.TrainingRecipe;

/**
 * A finished training as unrolling methods see it: T steps with their learning rates, and the
 * weights at some of them. The last checkpoint is the trained model.
 *
 * <p>With momentum mu, a gradient enters all later steps with weights 1, mu, mu^2, ..., so that a
 * rate lr moves the weights as the EFFECTIVE rate lr / (1 - mu) without momentum would over many
 * steps (Bae et al. 2024, arXiv 2405.12186, appendix D). All rates here are effective ones.
 *
 * @param recipe the optimiser and its schedule
 * @param trainCount N, number of examples trained on
 * @param checkpoints with ascending epochs from 1 on
 */
public record Trajectory(TrainingRecipe recipe, int trainCount, List<Checkpoint> checkpoints) {

  /**
   * Copies the list.
   *
   * @throws InvalidInputException if there is no checkpoint, one has diverged or is of epoch 0, or
   *     N is smaller than a batch
   */
  public Trajectory {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.isEmpty() || trainCount < recipe.batchSize()) {
      throw new InvalidInputException(
          "trajectory with %d checkpoints on %d examples: expected a checkpoint and a batch of %d"
              .formatted(checkpoints.size(), trainCount, recipe.batchSize()));
    }
    int before = 0;
    for (Checkpoint checkpoint : checkpoints) {
      if (checkpoint.status() == Checkpoint.Status.DIVERGED || checkpoint.epoch() <= before) {
        throw new InvalidInputException(
            "trajectory: checkpoint of epoch %d is %s after epoch %d; expected finished ones with ascending epochs from 1"
                .formatted(checkpoint.epoch(), checkpoint.status(), before));
      }
      before = checkpoint.epoch();
    }
  }

  /**
   * The epochs floor(k E / n), k = 1..n, without repetitions: equidistant checkpoints that end with
   * the trained model (n = 6 in Bae et al. 2024, section 5).
   *
   * @param epochs E, length of the training
   * @param count n
   */
  public static int[] checkpointEpochs(int epochs, int count) {
    return IntStream.rangeClosed(1, count)
        .map(k -> (int) ((long) k * epochs / count))
        .filter(epoch -> epoch > 0)
        .distinct()
        .toArray();
  }

  /** T, number of steps up to the last checkpoint. */
  public int steps() {
    return step(checkpoints.get(checkpoints.size() - 1));
  }

  /** Weights of the trained model, not to be written to. */
  public double[] theta() {
    return checkpoints.get(checkpoints.size() - 1).theta();
  }

  /** For each checkpoint, the sum of the learning rates since the one before it. */
  public double[] learningRateSums() {
    double[] sums = new double[checkpoints.size()];
    int from = 0;
    for (int k = 0; k < sums.length; k++) {
      int to = step(checkpoints.get(k));
      sums[k] = learningRateSum(from, to);
      from = to;
    }
    return sums;
  }

  /**
   * L segments of equally many steps (to one step); segment l holds the checkpoints after its first
   * and up to its last step.
   *
   * @param count L
   * @throws InvalidInputException if a segment is left without a checkpoint
   */
  public List<Segment> segments(int count) {
    List<Segment> segments = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      int from = boundary(l, count);
      int to = boundary(l + 1, count);
      List<double[]> inside =
          checkpoints.stream()
              .filter(c -> step(c) > from && step(c) <= to)
              .map(Checkpoint::theta)
              .toList();
      if (inside.isEmpty()) {
        throw new InvalidInputException(
            "trajectory: no checkpoint in steps %d to %d of %d, segment %d of %d; checkpoints are at epochs %s of %d steps"
                .formatted(
                    from + 1,
                    to,
                    steps(),
                    l + 1,
                    count,
                    checkpoints.stream().map(Checkpoint::epoch).toList(),
                    stepsPerEpoch()));
      }
      double rate = learningRateSum(from, to) / (to - from);
      segments.add(new Segment(inside, to - from, rate, recipe.weightDecay()));
    }
    return segments;
  }

  private int boundary(int segment, int count) {
    return (int) ((long) segment * steps() / count);
  }

  /** An epoch's last partial batch is dropped. */
  private int stepsPerEpoch() {
    return trainCount / recipe.batchSize();
  }

  private int step(Checkpoint checkpoint) {
    return Math.multiplyExact(checkpoint.epoch(), stepsPerEpoch());
  }

  /** Over steps from, ..., to - 1. */
  private double learningRateSum(int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += recipe.learningRate(t / stepsPerEpoch());
    }
    return sum / (1 - recipe.momentum());
  }
}
