package org.curvatureladder.training;

import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.ParameterLayout;

/** The textbook, one example and one number at a time: the oracle for {@link Trainer}. */
final class NaiveTraining {
  private final Architecture net;
  private final ParameterLayout layout;
  private final TrainingRecipe recipe;

  NaiveTraining(Architecture net, TrainingRecipe recipe) {
    this.net = net;
    this.recipe = recipe;
    layout = new ParameterLayout(net);
  }

  /** Trains for a number of steps from theta0 and returns theta. */
  double[] train(double[] theta0, Dataset data, int[] kept, long orderSeed, int steps) {
    double[] theta = theta0.clone();
    double[] v = new double[theta.length];
    int perEpoch = kept.length / recipe.batchSize();
    int[] order = new int[kept.length];
    for (int s = 0; s < steps; s++) {
      int epoch = s / perEpoch;
      BatchOrder.permute(orderSeed, epoch, order);
      double[] g = new double[theta.length];
      for (int b = 0; b < recipe.batchSize(); b++) {
        addGradient(theta, data, kept[order[s % perEpoch * recipe.batchSize() + b]], g);
      }
      for (int p = 0; p < theta.length; p++) {
        v[p] =
            recipe.momentum() * v[p] + g[p] / recipe.batchSize() + recipe.weightDecay() * theta[p];
        theta[p] -= recipe.learningRate(epoch) * v[p];
      }
    }
    return theta;
  }

  private void addGradient(double[] theta, Dataset data, int n, double[] g) {
    int layers = net.layers();
    double[][] a = new double[layers + 1][];
    double[][] z = new double[layers][];
    a[0] = new double[net.inputs()];
    System.arraycopy(data.features(), n * net.inputs(), a[0], 0, net.inputs());
    for (int l = 0; l < layers; l++) {
      z[l] = new double[net.out(l)];
      a[l + 1] = new double[net.out(l)];
      for (int o = 0; o < net.out(l); o++) {
        z[l][o] = theta[layout.index(l, o, net.in(l))];
        for (int i = 0; i < net.in(l); i++) {
          z[l][o] += theta[layout.index(l, o, i)] * a[l][i];
        }
        a[l + 1][o] = l == layers - 1 ? z[l][o] : phi(z[l][o]);
      }
    }
    double[] d = lossGradient(z[layers - 1], data, n);
    for (int l = layers - 1; l >= 0; l--) {
      double[] below = new double[net.in(l)];
      for (int o = 0; o < net.out(l); o++) {
        g[layout.index(l, o, net.in(l))] += d[o];
        for (int i = 0; i < net.in(l); i++) {
          g[layout.index(l, o, i)] += d[o] * a[l][i];
          below[i] += d[o] * theta[layout.index(l, o, i)];
        }
      }
      for (int i = 0; l > 0 && i < net.in(l); i++) {
        below[i] *= slope(z[l - 1][i]);
      }
      d = below;
    }
  }

  private double[] lossGradient(double[] z, Dataset data, int n) {
    double[] d = new double[z.length];
    if (net.loss() == Loss.SQUARED_ERROR) {
      for (int c = 0; c < z.length; c++) {
        d[c] = z[c] - data.targets()[n * z.length + c];
      }
      return d;
    }
    double top = Double.NEGATIVE_INFINITY;
    for (double v : z) {
      top = Math.max(top, v);
    }
    double sum = 0;
    for (double v : z) {
      sum += StrictMath.exp(v - top);
    }
    for (int c = 0; c < z.length; c++) {
      d[c] = StrictMath.exp(z[c] - top) / sum - (c == data.label(n) ? 1 : 0);
    }
    return d;
  }

  private double phi(double z) {
    return net.activationScale() * unscaled(z);
  }

  private double unscaled(double z) {
    return switch (net.activation()) {
      case RELU -> Math.max(0, z);
      case TANH -> StrictMath.tanh(z);
      case GELU -> z * normal(z);
    };
  }

  private double slope(double z) {
    return net.activationScale() * unscaledSlope(z);
  }

  private double unscaledSlope(double z) {
    if (net.activation() == Activation.RELU) {
      return z > 0 ? 1 : 0;
    }
    if (net.activation() == Activation.TANH) {
      return 1 - StrictMath.tanh(z) * StrictMath.tanh(z);
    }
    return normal(z) + z * StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double normal(double z) {
    return 0.5 * (1 + org.apache.commons.math3.special.Erf.erf(z / Math.sqrt(2)));
  }
}
