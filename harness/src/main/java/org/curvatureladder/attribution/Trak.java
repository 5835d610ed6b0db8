package org.curvatureladder.attribution;

import java.util.OptionalDouble;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.Cholesky;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.OutputFunction;

/**
 * TRAK of one model (Park et al. 2023, arXiv 2303.14186, definition 3.1 and section 3.2), with the
 * sign of a REMOVAL:
 *
 * <pre>
 *   tau(i, q) = -phi_q' (Phi'Phi)^-1 phi_i (1 - p_i),   phi = R' grad m
 * </pre>
 *
 * with m the margin log p - log(1 - p), p_i the probability of example i's class, R a random
 * projection and Phi the features of the training set, N x k. The ensemble is {@link Ensemble}: it
 * averages the products, where the paper averages 1 - p_i apart from the rest.
 *
 * <p>-(1 - p_i) is dL_i/dm_i, so -(1 - p_i) phi_i = R' grad L_i, and for a query phi_q is R' grad
 * f_q whatever f is. In that form the method covers regression too: each of the outputs z is a
 * model output function, Phi'Phi sums over outputs, and R' grad L_i = sum_c dL_i/dz_c R' grad z_c.
 *
 * <p>Phi'Phi is singular if there are fewer examples or parameters than k; {@value #RIDGE} of its
 * mean eigenvalue is added, which leaves the pseudo-inverse on the span of the features.
 *
 * @param problem network, training set, queries and f
 * @param theta weights of the model
 * @param projection R, with k = 4096 in Wang et al. 2025, 512 for Concrete
 */
public record Trak(AttributionProblem problem, double[] theta, RandomProjection projection)
    implements Attributor {
  static final double RIDGE = 1e-9;

  @Override
  public String name() {
    return "TRAK";
  }

  @Override
  public ScoreMatrix scores() {
    int count = problem.train().count();
    int queries = problem.queries().count();
    try (Features features = features();
        DenseMatrix directions = queryFeatures()) {
      solve(features.phi(), directions);
      double[] scores = problem.zeros();
      try (DenseMatrix products = features.phi().timesTransposed(directions)) {
        double[] values = products.toArray();
        for (int row = 0; row < products.rows(); row++) {
          for (int q = 0; q < queries; q++) {
            scores[row % count * queries + q] +=
                features.lossSlopes()[row] * values[row * queries + q];
          }
        }
      }
      return new ScoreMatrix(name(), OptionalDouble.empty(), count, queries, scores);
    }
  }

  /**
   * Phi and dL/d(output function); one block of N rows per model output function.
   *
   * @param phi (F N) x k for F functions
   * @param lossSlopes length F N
   */
  private record Features(DenseMatrix phi, double[] lossSlopes) implements AutoCloseable {
    @Override
    public void close() {
      phi.close();
    }
  }

  private Features features() {
    Dataset train = problem.train();
    int count = train.count();
    int outputs = problem.network().architecture().outputs();
    boolean margin = problem.network().architecture().loss() == Loss.CROSS_ENTROPY;
    int functions = margin ? 1 : outputs;
    ProjectedGradients projected = new ProjectedGradients(projection);
    DenseMatrix phi = DenseMatrix.zeros(functions * count, projection.dimension());
    double[] slopes = new double[functions * count];
    try (Linearisation network = new Linearisation(problem.network(), theta, train)) {
      if (margin) {
        projected.add(network, cotangents(network, Measurement.MARGIN), phi);
        marginSlopes(network, slopes);
      } else {
        for (int c = 0; c < outputs; c++) {
          double[] unit = new double[count * outputs];
          for (int n = 0; n < count; n++) {
            unit[n * outputs + c] = 1;
          }
          projected.add(network, unit, phi.view(c * count, 0, count, projection.dimension()));
        }
        outputSlopes(network, slopes);
      }
    }
    return new Features(phi, slopes);
  }

  private DenseMatrix queryFeatures() {
    DenseMatrix result = DenseMatrix.zeros(problem.queries().count(), projection.dimension());
    try (Linearisation network = new Linearisation(problem.network(), theta, problem.queries())) {
      new ProjectedGradients(projection)
          .add(network, cotangents(network, problem.measurement()), result);
    }
    return result;
  }

  /** Every row v becomes (Phi'Phi + ridge)^-1 v. */
  private static void solve(DenseMatrix phi, DenseMatrix rows) {
    try (SymmetricMatrix gram = phi.gramian(1);
        Cholesky cholesky = Cholesky.of(gram, RIDGE * gram.trace() / gram.dimension())) {
      cholesky.solveInPlace(rows);
    }
  }

  /** df/dz: N x C. */
  private static double[] cotangents(Linearisation network, Measurement measurement) {
    int classes = network.network().architecture().outputs();
    OutputFunction f = OutputFunction.of(measurement, network.network().architecture().loss());
    Dataset data = network.data();
    double[] z = network.outputs();
    double[] result = new double[z.length];
    for (int n = 0; n < data.count(); n++) {
      f.gradient(z, n * classes, classes, data.targets(), n * data.targetWidth(), result);
    }
    return result;
  }

  /** dL/dm = -(1 - p) = -1 / (1 + exp m). */
  private static void marginSlopes(Linearisation network, double[] slopes) {
    int classes = network.network().architecture().outputs();
    OutputFunction margin = OutputFunction.of(Measurement.MARGIN, Loss.CROSS_ENTROPY);
    Dataset data = network.data();
    for (int n = 0; n < data.count(); n++) {
      double m =
          margin.value(
              network.outputs(), n * classes, classes, data.targets(), n * data.targetWidth());
      slopes[n] = -1 / (1 + StrictMath.exp(m));
    }
  }

  /** dL/dz_c of example n at c N + n. */
  private static void outputSlopes(Linearisation network, double[] slopes) {
    double[] gradients = cotangents(network, Measurement.LOSS);
    int count = network.count();
    int outputs = gradients.length / count;
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < outputs; c++) {
        slopes[c * count + n] = gradients[n * outputs + c];
      }
    }
  }
}
