package org.curvatureladder.net;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A multilayer perceptron: inputs - hidden[0] - ... - outputs, s phi(z) after every hidden layer.
 *
 * @param inputs number of input features
 * @param hidden widths of the hidden layers, possibly none
 * @param outputs number of outputs (classes, or regression targets)
 * @param activation the hidden layers' activation phi
 * @param activationScale s: 1 but in the stress test of activation scaling
 * @param loss the training loss
 */
public record Architecture(
    int inputs,
    List<Integer> hidden,
    int outputs,
    Activation activation,
    double activationScale,
    Loss loss) {

  /** Copies the list and checks that every width is positive. */
  public Architecture {
    hidden = List.copyOf(hidden);
    if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(w -> w < 1)) {
      throw new IllegalArgumentException(
          "widths must be positive: %d %s %d".formatted(inputs, hidden, outputs));
    }
    if (!(activationScale > 0 && Double.isFinite(activationScale))) {
      throw new IllegalArgumentException("scale must be positive: " + activationScale);
    }
  }

  /** With s = 1. */
  public Architecture(
      int inputs, List<Integer> hidden, int outputs, Activation activation, Loss loss) {
    this(inputs, hidden, outputs, activation, 1, loss);
  }

  /** The hidden layers' s phi(z). */
  public double activate(double z) {
    return activationScale * activation.value(z);
  }

  /** Its first derivative s phi'(z). */
  public double slope(double z) {
    return activationScale * activation.slope(z);
  }

  /** Its second derivative s phi''(z). */
  public double bend(double z) {
    return activationScale * activation.bend(z);
  }

  /** Number of affine layers L = hidden layers + 1. */
  public int layers() {
    return hidden.size() + 1;
  }

  /** Fan-in of layer l (0-based), without the bias. */
  public int in(int layer) {
    return layer == 0 ? inputs : hidden.get(layer - 1);
  }

  /** Width of layer l (0-based). */
  public int out(int layer) {
    return layer == hidden.size() ? outputs : hidden.get(layer);
  }

  /** For instance {@code 64-16-10 gelu cross-entropy}, or {@code gelu*2.0} where s is 2. */
  public String describe() {
    return inputs
        + "-"
        + hidden.stream().map(w -> w + "-").collect(Collectors.joining())
        + outputs
        + " "
        + activation.name().toLowerCase(java.util.Locale.ROOT)
        + (activationScale == 1 ? "" : "*" + activationScale)
        + " "
        + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
