package org.curvatureladder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.ParameterLayout;

/**
 * A multilayer perceptron in PyTorch, float64, with weight and bias as tensors of their own: the
 * independent reference for gradients and training trajectories. It shares no code with the
 * library's networks but the order of the flat parameter vector, spelled out here once more.
 */
public final class TorchMlp implements AutoCloseable {
  private final Architecture architecture;
  private final NDManager manager = NDManager.newBaseManager();
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();
  private final List<NDArray> velocities = new ArrayList<>();

  /** The network with the parameters of {@code theta}, ordered as in {@link ParameterLayout}. */
  public TorchMlp(Architecture architecture, double[] theta) {
    this.architecture = architecture;
    int k = 0;
    for (int l = 0; l < architecture.layers(); l++) {
      int out = architecture.out(l);
      int in = architecture.in(l);
      double[] weight = new double[out * in];
      double[] bias = new double[out];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          weight[o * in + i] = theta[k++];
        }
        bias[o] = theta[k++];
      }
      weights.add(manager.create(weight, new Shape(out, in)));
      biases.add(manager.create(bias, new Shape(out)));
    }
    for (NDArray parameter : parameters()) {
      parameter.setRequiresGradient(true);
      velocities.add(manager.zeros(parameter.getShape(), DataType.FLOAT64));
    }
  }

  /** Gradient of the mean loss by PyTorch's autograd, length P. */
  public double[] gradient(Dataset data) {
    try (NDManager scope = manager.newSubManager()) {
      backward(data, scope);
      return flat(
          weights.stream().map(NDArray::getGradient).toList(),
          biases.stream().map(NDArray::getGradient).toList());
    }
  }

  /**
   * One step of torch.optim.SGD on the whole data set: g = gradient + decay theta, v = momentum v +
   * g, theta = theta - rate v, with v = 0 before the first step.
   */
  public void step(Dataset data, double rate, double momentum, double decay) {
    try (NDManager scope = manager.newSubManager()) {
      backward(data, scope);
      List<NDArray> parameters = parameters();
      for (int k = 0; k < parameters.size(); k++) {
        NDArray parameter = parameters.get(k);
        NDArray gradient = parameter.getGradient();
        gradient.attach(scope);
        // The update itself must not enter the graph.
        parameter.setRequiresGradient(false);
        velocities.get(k).muli(momentum).addi(gradient.add(parameter.mul(decay)));
        parameter.subi(velocities.get(k).mul(rate));
        parameter.setRequiresGradient(true);
      }
    }
  }

  /** The parameters as they are now, length P. */
  public double[] theta() {
    return flat(weights, biases);
  }

  @Override
  public void close() {
    manager.close();
  }

  private List<NDArray> parameters() {
    List<NDArray> all = new ArrayList<>(weights);
    all.addAll(biases);
    return all;
  }

  private void backward(Dataset data, NDManager scope) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.zeroGradients();
      NDArray a = scope.create(data.features(), new Shape(data.count(), data.featureCount()));
      for (int l = 0; l < weights.size(); l++) {
        NDArray z = Linear.linear(a, weights.get(l), biases.get(l)).singletonOrThrow();
        a = l == weights.size() - 1 ? z : activate(z);
      }
      collector.backward(meanLoss(a, data, scope));
    }
  }

  private NDArray activate(NDArray z) {
    return unscaled(z).mul(architecture.activationScale());
  }

  private NDArray unscaled(NDArray z) {
    return switch (architecture.activation()) {
      case RELU -> ai.djl.nn.Activation.relu(z);
      case TANH -> ai.djl.nn.Activation.tanh(z);
      case GELU -> ai.djl.nn.Activation.gelu(z);
    };
  }

  private NDArray meanLoss(NDArray z, Dataset data, NDManager scope) {
    Shape shape = new Shape(data.count(), data.targetWidth());
    NDArray targets = scope.create(data.targets(), shape);
    if (architecture.loss() == Loss.SQUARED_ERROR) {
      return z.sub(targets).square().sum().div(2.0 * data.count());
    }
    NDArray chosen = z.logSoftmax(1).gather(targets.toType(DataType.INT64, true), 1);
    return chosen.mean().neg();
  }

  private double[] flat(List<NDArray> weights, List<NDArray> biases) {
    double[] flat = new double[new ParameterLayout(architecture).parameterCount()];
    int k = 0;
    for (int l = 0; l < weights.size(); l++) {
      double[] weight = weights.get(l).toDoubleArray();
      double[] bias = biases.get(l).toDoubleArray();
      int in = architecture.in(l);
      for (int o = 0; o < bias.length; o++) {
        System.arraycopy(weight, o * in, flat, k, in);
        k += in;
        flat[k++] = bias[o];
      }
    }
    return flat;
  }
}
