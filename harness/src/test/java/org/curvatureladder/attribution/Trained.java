package org.curvatureladder.attribution;

import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;

/** Small trained problems whose queries are copies of training examples. */
record Trained(AttributionProblem problem, Trajectory trajectory) {
  static final int[] DUPLICATES = {3, 7, 20};

  /** A small tanh network after 12 epochs, with checkpoints at epochs 2, 4, ..., 12. */
  static Trained network(Loss loss, Measurement measurement, int seed) {
    Architecture architecture = new Architecture(4, List.of(5), 3, Activation.TANH, loss);
    Dataset train = Nets.data(architecture, 24, 5);
    TrainingRecipe recipe =
        new TrainingRecipe(0.05, 1e-8, 0.9, 1e-3, Schedule.COSINE, 12, 7, Precision.FLOAT64);
    int[] all = IntStream.range(0, 24).toArray();
    Trajectory trajectory =
        new Trajectory(
            recipe,
            24,
            new Trainer(architecture, recipe, KernelBackend.SCALAR)
                .train(train, all, seed, seed + 100L, Trajectory.checkpointEpochs(12, 6)));
    AttributionProblem problem =
        new AttributionProblem(new Mlp(architecture), train, train.subset(DUPLICATES), measurement);
    return new Trained(problem, trajectory);
  }

  List<Segment> segments() {
    return trajectory.segments(3);
  }
}
