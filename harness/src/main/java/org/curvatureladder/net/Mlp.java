package org.curvatureladder.net;

import java.util.Arrays;
import org.curvatureladder.data.Dataset;

/**
 * The multilayer perceptron z_l = [W_l | b_l] a~_{l-1}, a_l = phi(z_l), a~ = [a; 1], with outputs
 * z_L and l = 1..L, in plain float64: the reference that every faster or approximate computation is
 * checked against.
 *
 * <p>Gradients are backpropagation, delta_{l-1} = (W_l' delta_l) phi'(z_{l-1}); a layer's
 * per-sample gradient is delta_l (x) a~_{l-1}. Hessian-vector products are the R-operator of {@link
 * ROperator}. Immutable and safe to share between threads.
 */
public final class Mlp implements Network {
  private final Architecture architecture;
  private final ParameterLayout layout;
  private final LayerProducts products;
  private final LossFunction loss;
  private final ROperator rOperator;

  /** The network of an architecture. */
  public Mlp(Architecture architecture) {
    this.architecture = architecture;
    this.layout = new ParameterLayout(architecture);
    this.products = new LayerProducts(layout);
    this.loss = LossFunction.of(architecture.loss());
    this.rOperator = new ROperator(layout, loss);
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * The forward pass: inputs, z_l, phi'(z_l) and phi''(z_l) of every affine layer.
   *
   * @return L traces, one per affine layer; the outputs are the last one's preactivations
   * @throws IllegalArgumentException if theta or the data do not fit the architecture
   */
  public LayerTrace[] trace(double[] theta, Dataset data) {
    check(theta, data);
    int count = data.count();
    LayerTrace[] trace = new LayerTrace[layout.layers()];
    double[] inputs = homogeneous(data.features(), count);
    for (int l = 0; l < trace.length; l++) {
      double[] z = new double[count * layout.rows(l)];
      products.addForward(theta, l, inputs, z, count);
      double[] slope = new double[z.length];
      double[] bend = new double[z.length];
      if (l == trace.length - 1) {
        Arrays.fill(slope, 1);
        trace[l] = new LayerTrace(inputs, z, slope, bend);
      } else {
        double[] a = new double[z.length];
        for (int k = 0; k < z.length; k++) {
          a[k] = architecture.activate(z[k]);
          slope[k] = architecture.slope(z[k]);
          bend[k] = architecture.bend(z[k]);
        }
        trace[l] = new LayerTrace(inputs, z, slope, bend);
        inputs = homogeneous(a, count);
      }
    }
    return trace;
  }

  /**
   * Pulls one cotangent per example back through the network: row n of array l is c_n' dz_L/dz_l at
   * example n. With c = df/dz the rows are the deltas of f; with c a row of the loss factor R they
   * are that row of the Gauss-Newton factor at layer l.
   *
   * @param theta the parameters the trace was made with, length P
   * @param trace the forward pass on N examples
   * @param cotangents c: N x C, row-major; kept as the last layer's array
   * @return L arrays, array l being N x out_l row-major
   */
  public double[][] backpropagate(double[] theta, LayerTrace[] trace, double[] cotangents) {
    double[][] deltas = new double[trace.length][];
    int last = trace.length - 1;
    int count = cotangents.length / architecture.outputs();
    deltas[last] = cotangents;
    for (int l = last; l > 0; l--) {
      double[] delta = new double[count * layout.rows(l - 1)];
      products.addBackward(theta, l, deltas[l], delta, count);
      double[] slope = trace[l - 1].slope();
      for (int k = 0; k < delta.length; k++) {
        delta[k] *= slope[k];
      }
      deltas[l - 1] = delta;
    }
    return deltas;
  }

  @Override
  public double[] outputs(double[] theta, Dataset data) {
    LayerTrace[] trace = trace(theta, data);
    return trace[trace.length - 1].preactivations();
  }

  @Override
  public double[] measure(Measurement measurement, double[] theta, Dataset data) {
    OutputFunction f = OutputFunction.of(measurement, architecture.loss());
    int classes = architecture.outputs();
    double[] z = outputs(theta, data);
    double[] values = new double[data.count()];
    for (int n = 0; n < values.length; n++) {
      values[n] = f.value(z, n * classes, classes, data.targets(), n * data.targetWidth());
    }
    return values;
  }

  @Override
  public double[] gradients(Measurement measurement, double[] theta, Dataset data) {
    double[] result = matrix(data.count(), layout.parameterCount());
    LayerTrace[] trace = trace(theta, data);
    double[][] deltas = backpropagate(theta, trace, outputGradient(measurement, trace, data));
    addOuterProducts(deltas, trace, result, 0, layout.parameterCount(), 1);
    return result;
  }

  @Override
  public double[] meanGradient(Measurement measurement, double[] theta, Dataset data) {
    LayerTrace[] trace = trace(theta, data);
    double[][] deltas = backpropagate(theta, trace, outputGradient(measurement, trace, data));
    double[] result = new double[layout.parameterCount()];
    addOuterProducts(deltas, trace, result, 0, 0, 1.0 / data.count());
    return result;
  }

  @Override
  public double[] jacobian(double[] theta, Dataset data) {
    int classes = architecture.outputs();
    int parameters = layout.parameterCount();
    double[] result = matrix(data.count(), (long) classes * parameters);
    LayerTrace[] trace = trace(theta, data);
    for (int c = 0; c < classes; c++) {
      double[] unit = new double[data.count() * classes];
      for (int n = 0; n < data.count(); n++) {
        unit[n * classes + c] = 1;
      }
      double[][] deltas = backpropagate(theta, trace, unit);
      addOuterProducts(deltas, trace, result, c * parameters, classes * parameters, 1);
    }
    return result;
  }

  @Override
  public double[] hessianVectorProduct(double[] theta, Dataset data, double[] vector) {
    if (vector.length != layout.parameterCount()) {
      throw new IllegalArgumentException(
          "%s: vector of length %d, expected P = %d"
              .formatted(architecture.describe(), vector.length, layout.parameterCount()));
    }
    LayerTrace[] trace = trace(theta, data);
    return rOperator.product(theta, trace, outputGradient(Measurement.LOSS, trace, data), vector);
  }

  /** df/dz at every example: N x C. */
  private double[] outputGradient(Measurement measurement, LayerTrace[] trace, Dataset data) {
    OutputFunction f = OutputFunction.of(measurement, architecture.loss());
    int classes = architecture.outputs();
    double[] z = trace[trace.length - 1].preactivations();
    double[] gradient = new double[z.length];
    for (int n = 0; n < data.count(); n++) {
      f.gradient(z, n * classes, classes, data.targets(), n * data.targetWidth(), gradient);
    }
    return gradient;
  }

  /** Adds scale x delta_l (x) a~_{l-1} of example n at {@code start + n x stride} of the result. */
  private void addOuterProducts(
      double[][] deltas, LayerTrace[] trace, double[] result, int start, int stride, double scale) {
    int count = deltas[deltas.length - 1].length / architecture.outputs();
    for (int n = 0; n < count; n++) {
      for (int l = 0; l < trace.length; l++) {
        products.addOuter(l, deltas[l], trace[l].inputs(), n, scale, result, start + n * stride);
      }
    }
  }

  private void check(double[] theta, Dataset data) {
    String name = architecture.describe();
    if (theta.length != layout.parameterCount()) {
      throw new IllegalArgumentException(
          "%s: theta of length %d, expected P = %d"
              .formatted(name, theta.length, layout.parameterCount()));
    }
    if (data.featureCount() != architecture.inputs()) {
      throw new IllegalArgumentException(
          "%s: data set %s has %d features, expected %d"
              .formatted(name, data.name(), data.featureCount(), architecture.inputs()));
    }
    boolean classification = architecture.loss() == Loss.CROSS_ENTROPY;
    if (data.isClassification() != classification) {
      throw new IllegalArgumentException(
          "%s: data set %s is a %s data set"
              .formatted(
                  name, data.name(), data.isClassification() ? "classification" : "regression"));
    }
    int width = classification ? data.classCount() : data.targetWidth();
    if (width != architecture.outputs()) {
      throw new IllegalArgumentException(
          "%s: data set %s has %d %s, expected %d"
              .formatted(
                  name,
                  data.name(),
                  width,
                  classification ? "classes" : "targets",
                  architecture.outputs()));
    }
  }

  private double[] matrix(int count, long width) {
    long size = count * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s: %d x %d values do not fit in one array; take fewer examples at a time"
              .formatted(architecture.describe(), count, width));
    }
    return new double[(int) size];
  }

  /** [A, 1]: the rows of A with a 1 appended. */
  private static double[] homogeneous(double[] values, int count) {
    int width = values.length / count;
    double[] result = new double[count * (width + 1)];
    for (int n = 0; n < count; n++) {
      System.arraycopy(values, n * width, result, n * (width + 1), width);
      result[n * (width + 1) + width] = 1;
    }
    return result;
  }
}
