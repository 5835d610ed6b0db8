package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;

/** Small networks at random parameters, a pure function of their seeds. */
public final class Nets {
  private Nets() {}

  /** A network, its parameters and its training data, and the options of its ladder. */
  public record Net(Mlp mlp, double[] theta, Dataset data, LadderOptions options) {

    public Net(Mlp mlp, double[] theta, Dataset data) {
      this(mlp, theta, data, LadderOptions.paperControlled());
    }

    public LadderPoint point() {
      return new LadderPoint(mlp, theta, data, options);
    }

    public Net with(LadderOptions other) {
      return new Net(mlp, theta, data, other);
    }

    public LayerDerivatives derivatives() {
      return new LayerDerivatives(mlp, theta, data);
    }

    public int parameters() {
      return theta.length;
    }

    public Net on(Dataset other) {
      return new Net(mlp, theta, other, options);
    }

    @Override
    public String toString() {
      return mlp.architecture().describe() + (isControlled() ? "" : " " + options);
    }

    private boolean isControlled() {
      return options.equals(LadderOptions.paperControlled());
    }
  }

  /** Depth 0 to 3, every activation, both losses. */
  public static Stream<Net> all() {
    List<Net> nets = new ArrayList<>();
    for (List<Integer> hidden :
        List.of(List.<Integer>of(), List.of(5), List.of(5, 4), List.of(4, 5, 3))) {
      for (Activation activation : Activation.values()) {
        for (Loss loss : Loss.values()) {
          if (!hidden.isEmpty() || activation == Activation.TANH) {
            nets.add(net(hidden, activation, loss, 11));
          }
        }
      }
    }
    nets.add(
        net(new Architecture(4, List.of(5, 4), 3, Activation.GELU, 1.5, Loss.CROSS_ENTROPY), 11));
    return nets.stream();
  }

  /** All of them, and two with every setting of every switch. */
  public static Stream<Net> switched() {
    LadderOptions controlled = LadderOptions.paperControlled();
    LadderOptions apart = controlled.with(LadderOptions.Bias.SEPARATE);
    List<LadderOptions> options =
        List.of(
            apart.with(NegativeEigenvalues.DROP),
            apart.with(LadderOptions.Blocks.TENSOR).with(NegativeEigenvalues.KEEP),
            controlled.with(new Fisher.Empirical()),
            controlled.with(new Fisher.MonteCarlo(3, 7)).with(NegativeEigenvalues.KEEP),
            LadderOptions.paperAsPublished(5));
    List<Net> some =
        List.of(
            net(List.of(5, 4), Activation.GELU, Loss.CROSS_ENTROPY, 11),
            net(List.of(4, 5, 3), Activation.TANH, Loss.SQUARED_ERROR, 11));
    return Stream.concat(all(), some.stream().flatMap(net -> options.stream().map(net::with)));
  }

  public static Net net(List<Integer> hidden, Activation activation, Loss loss, int count) {
    return net(new Architecture(4, hidden, 3, activation, loss), count);
  }

  private static Net net(Architecture architecture, int count) {
    Mlp mlp = new Mlp(architecture);
    double[] theta = normal(mlp.layout().parameterCount(), 0.6, 17);
    return new Net(mlp, theta, data(architecture, count, 23));
  }

  public static Dataset data(Architecture architecture, int count, long seed) {
    double[] x = normal(count * architecture.inputs(), 1, seed);
    if (architecture.loss() == Loss.SQUARED_ERROR) {
      double[] y = normal(count * architecture.outputs(), 1, seed + 1);
      return new Dataset("small", count, x, y, architecture.inputs(), 0);
    }
    SplittableRandom random = new SplittableRandom(seed + 1);
    double[] labels = new double[count];
    for (int n = 0; n < count; n++) {
      labels[n] = random.nextInt(architecture.outputs());
    }
    return new Dataset("small", count, x, labels, architecture.inputs(), architecture.outputs());
  }

  /**
   * A deep linear network: positive weights, biases and inputs keep every ReLU in its linear part.
   */
  public static Net linearChain(Loss loss, int count) {
    Net net = net(List.of(5, 4), Activation.RELU, loss, count);
    double[] theta = net.theta();
    for (int k = 0; k < theta.length; k++) {
      theta[k] = 0.1 + Math.abs(theta[k]);
    }
    double[] x = net.data().features();
    for (int k = 0; k < x.length; k++) {
      x[k] = 0.1 + Math.abs(x[k]);
    }
    return net;
  }

  public static double[] normal(int count, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = scale * random.nextGaussian();
    }
    return values;
  }
}
