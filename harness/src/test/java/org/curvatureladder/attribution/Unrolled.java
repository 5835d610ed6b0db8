package org.curvatureladder.attribution;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;

/**
 * Plain SGD on (1/B) sum over the batch of w_n L_n + wd/2 |theta|^2 in float64, with batches in a
 * fixed order: what {@link Source} predicts, by retraining with a slightly changed weight and by
 * differentiating through the steps.
 *
 * @param theta0 initial weights
 * @param rates learning rate of every step
 * @param batch B; step t takes the examples t B, ..., t B + B - 1 modulo N
 */
record Unrolled(
    AttributionProblem problem,
    double[] theta0,
    double[] rates,
    int batch,
    double momentum,
    double weightDecay) {

  /** Steps of a constant rate on all examples. */
  static Unrolled fullBatch(
      AttributionProblem problem, double[] theta0, double rate, int steps, double decay) {
    double[] rates = new double[steps];
    Arrays.fill(rates, rate);
    return new Unrolled(problem, theta0, rates, problem.train().count(), 0, decay);
  }

  /** The weights after t steps; example {@code changed} has weight w, all others 1. */
  double[] train(int steps, int changed, double w) {
    Mlp network = problem.network();
    double[] theta = theta0.clone();
    double[] velocity = new double[theta.length];
    for (int t = 0; t < steps; t++) {
      int[] examples = examples(t);
      double[] g = network.meanGradient(Measurement.LOSS, theta, problem.train().subset(examples));
      double[] extra = new double[theta.length];
      if (Arrays.stream(examples).anyMatch(n -> n == changed)) {
        extra =
            network.gradients(Measurement.LOSS, theta, problem.train().subset(new int[] {changed}));
      }
      for (int p = 0; p < theta.length; p++) {
        velocity[p] =
            momentum * velocity[p] + g[p] + (w - 1) / batch * extra[p] + weightDecay * theta[p];
      }
      for (int p = 0; p < theta.length; p++) {
        theta[p] -= rates[t] * velocity[p];
      }
    }
    return theta;
  }

  /** -d f_q(theta_T) / d w_i by central differences of retrainings: N x Q. */
  double[] byRetraining(double h) {
    int count = problem.train().count();
    int queries = problem.queries().count();
    double[] scores = new double[count * queries];
    for (int i = 0; i < count; i++) {
      double[] less = measure(train(rates.length, i, 1 - h));
      double[] more = measure(train(rates.length, i, 1 + h));
      for (int q = 0; q < queries; q++) {
        scores[i * queries + q] = (less[q] - more[q]) / (2 * h);
      }
    }
    return scores;
  }

  /**
   * The same by the chain rule, for full batches: D_{t+1} = D_t - eta ((H_t + wd) D_t) + (eta / N)
   * grad L_i(theta_t), with H the HESSIAN by the R-operator.
   */
  double[] byDifferentiation() {
    Mlp network = problem.network();
    Dataset data = problem.train();
    int count = data.count();
    int size = theta0.length;
    double[][] moved = new double[count][size];
    double[] theta = theta0;
    for (int t = 0; t < rates.length; t++) {
      theta = train(t, 0, 1);
      double[] gradients = network.gradients(Measurement.LOSS, theta, data);
      for (int i = 0; i < count; i++) {
        double[] hv = network.hessianVectorProduct(theta, data, moved[i]);
        for (int p = 0; p < size; p++) {
          moved[i][p] +=
              rates[t] * (gradients[i * size + p] / count - hv[p] - weightDecay * moved[i][p]);
        }
      }
    }
    double[] query =
        network.gradients(problem.measurement(), train(rates.length, 0, 1), problem.queries());
    int queries = problem.queries().count();
    double[] scores = new double[count * queries];
    for (int i = 0; i < count; i++) {
      for (int q = 0; q < queries; q++) {
        for (int p = 0; p < size; p++) {
          scores[i * queries + q] += query[q * size + p] * moved[i][p];
        }
      }
    }
    return scores;
  }

  private int[] examples(int step) {
    int count = problem.train().count();
    return IntStream.range(0, batch).map(k -> (int) (((long) step * batch + k) % count)).toArray();
  }

  private double[] measure(double[] theta) {
    return problem.network().measure(problem.measurement(), theta, problem.queries());
  }
}
