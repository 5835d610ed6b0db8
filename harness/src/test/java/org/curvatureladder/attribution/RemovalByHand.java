package org.curvatureladder.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiFunction;
import org.curvatureladder.Tolerances;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;

/**
 * Sign and scale by hand: the mean of y = (0, 3) is 1.5; without the second point it is 0. At a
 * query with target 1 the loss 1/2 (w - 1)^2 has gradient 0.5, the removed point -1.5, curvature 1
 * and N = 2: tau = 0.5 (0.5)(-1.5) = -0.375. Removing y = 3 moves w down, and at w = 1.5 down is
 * towards the target, so the loss falls: negative.
 */
public final class RemovalByHand {
  private RemovalByHand() {}

  public static void check(BiFunction<Gradients, Curvature, Attributor> attributor) {
    Mlp mean = new Mlp(new Architecture(1, List.of(), 1, Activation.TANH, Loss.SQUARED_ERROR));
    Dataset train = new Dataset("two", 2, new double[] {0, 0}, new double[] {0, 3}, 1, 0);
    Dataset query = new Dataset("one", 1, new double[] {0}, new double[] {1}, 1, 0);
    double[] theta = {0, 1.5};
    try (LadderPoint point = new LadderPoint(mean, theta, train);
        Curvature h = Ladder.HESSIAN.at(point);
        Gradients gradients = Gradients.of(mean, theta, train, query, Measurement.LOSS)) {
      ScoreMatrix scores = attributor.apply(gradients, h).scores();
      assertThat(scores.get(1, 0)).isCloseTo(-0.375, within(Tolerances.ORACLE));
      assertThat(scores.get(0, 0)).isCloseTo(0.375, within(Tolerances.ORACLE));
    }
  }
}
