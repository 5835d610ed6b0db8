package org.curvatureladder.attribution;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.Linearisation;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.OpenBlas;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.OutputFunction;
import org.curvatureladder.net.ParameterLayout;

/**
 * Per-sample gradients kept as their factors, grad_n f = (delta_{n,l} (x) a~_{n,l-1}) over the
 * layers l: N (sum of out + in + 1) numbers in place of N P, 130 MB in place of 28 GB for 6144
 * examples of a 784-512-256-128-10 network. Products with parameter vectors never build a gradient:
 *
 * <pre>grad_n f . v = sum_l delta_{n,l}' V_l a~_{n,l-1}</pre>
 *
 * which is one matrix product per vector, layer and chunk of examples. Small nets' gradients are
 * built at the first product after all, and one large product serves all vectors.
 */
public final class FactoredGradients implements AutoCloseable {
  private static final int CHUNK = 1024;

  /** Largest N P that is built, 134 MB: there one large product beats many small ones. */
  private static final long LARGEST_WHOLE = 1L << 24;

  private final ParameterLayout layout;
  private final DenseMatrix[] deltas;
  private final DenseMatrix[] inputs;
  private final long largestWhole;
  private DenseMatrix whole; // N x P, or null

  private FactoredGradients(
      ParameterLayout layout, DenseMatrix[] deltas, DenseMatrix[] inputs, long largestWhole) {
    this.layout = layout;
    this.deltas = deltas;
    this.inputs = inputs;
    this.largestWhole = largestWhole;
  }

  /**
   * The gradients of one measurement at theta.
   *
   * @throws IllegalArgumentException if theta or the data do not fit the network
   */
  public static FactoredGradients of(
      Mlp network, double[] theta, Dataset data, Measurement measurement) {
    return of(network, theta, data, measurement, LARGEST_WHOLE);
  }

  /** The same with another limit for N P, up to which products are those of the built matrix. */
  static FactoredGradients of(
      Mlp network, double[] theta, Dataset data, Measurement measurement, long largestWhole) {
    int classes = network.architecture().outputs();
    OutputFunction f = OutputFunction.of(measurement, network.architecture().loss());
    try (Linearisation linearisation = new Linearisation(network, theta, data)) {
      double[] z = linearisation.outputs();
      double[] gradients = new double[z.length];
      for (int n = 0; n < data.count(); n++) {
        f.gradient(z, n * classes, classes, data.targets(), n * data.targetWidth(), gradients);
      }
      DenseMatrix[] inputs =
          IntStream.range(0, network.layout().layers())
              .mapToObj(l -> linearisation.inputs(l).copy())
              .toArray(DenseMatrix[]::new);
      return new FactoredGradients(
          network.layout(), linearisation.backpropagate(gradients), inputs, largestWhole);
    }
  }

  /** Number of examples N. */
  public int count() {
    return inputs[0].rows();
  }

  /** Number of parameters P. */
  public int dimension() {
    return layout.parameterCount();
  }

  /**
   * grad_n f . v_k for every example n and every row v_k: 2 N P flops per vector.
   *
   * @param vectors k x P
   * @return N x k, the caller's to close
   */
  public DenseMatrix times(DenseMatrix vectors) {
    if (vectors.columns() != dimension()) {
      throw new IllegalArgumentException(
          "products of gradients of length %d with vectors of length %d"
              .formatted(dimension(), vectors.columns()));
    }
    if ((long) count() * dimension() <= largestWhole) {
      return whole().timesTransposed(vectors);
    }
    int many = vectors.rows();
    double[] products = new double[Math.multiplyExact(count(), many)];
    for (int l = 0; l < layout.layers(); l++) {
      for (int first = 0; first < count(); first += CHUNK) {
        addProducts(vectors, l, first, Math.min(CHUNK, count() - first), products);
      }
    }
    return DenseMatrix.of(count(), many, products);
  }

  private DenseMatrix whole() {
    if (whole == null) {
      whole = sums(IntStream.range(0, count()).mapToObj(n -> new int[] {n}).toArray(int[][]::new));
    }
    return whole;
  }

  /** Adds what layer l has to say about the examples [first, first + size). */
  private void addProducts(DenseMatrix vectors, int l, int first, int size, double[] products) {
    int many = vectors.rows();
    int out = layout.rows(l);
    int in = layout.columns(l);
    DenseMatrix a = inputs[l].view(first, 0, size, in);
    double[] delta = deltas[l].view(first, 0, size, out).toArray();
    DenseMatrix[] mapped = new DenseMatrix[OpenBlas.workers(many)];
    Arrays.setAll(mapped, worker -> DenseMatrix.zeros(size, out));
    OpenBlas.overRows(
        many,
        (worker, k) -> {
          DenseMatrix v = vectors.unflattened(k, layout.offset(l), out, in);
          mapped[worker].setToProduct(1, a, false, v, true, 0);
          addRowProducts(mapped[worker].toArray(), delta, out, products, first * many + k, many);
        });
    for (DenseMatrix matrix : mapped) {
      matrix.close();
    }
  }

  /**
   * The sums of gradients over groups of examples: row j is sum over the members n of group j of
   * grad_n f, by N_j P multiplications.
   *
   * @param groups for every group the examples in it
   * @return groups x P, the caller's to close
   */
  public DenseMatrix sums(int[][] groups) {
    DenseMatrix result = DenseMatrix.zeros(groups.length, dimension());
    for (int l = 0; l < layout.layers(); l++) {
      int layer = l;
      OpenBlas.overRows(
          groups.length,
          (worker, j) -> {
            if (groups[j].length > 0) {
              try (DenseMatrix delta = gathered(deltas[layer], groups[j]);
                  DenseMatrix a = gathered(inputs[layer], groups[j])) {
                result
                    .unflattened(j, layout.offset(layer), layout.rows(layer), layout.columns(layer))
                    .setToProduct(1, delta, true, a, false, 0);
              }
            }
          });
    }
    return result;
  }

  private static DenseMatrix gathered(DenseMatrix rows, int[] numbers) {
    DenseMatrix result = DenseMatrix.zeros(numbers.length, rows.columns());
    double[] row = new double[rows.columns()];
    for (int k = 0; k < numbers.length; k++) {
      rows.readRow(numbers[k], row);
      result.writeRow(k, row, 0);
    }
    return result;
  }

  /** ||grad_n f||^2 = sum_l ||delta_{n,l}||^2 ||a~_{n,l-1}||^2 for every example. */
  public double[] squaredNorms() {
    double[] norms = new double[count()];
    for (int l = 0; l < layout.layers(); l++) {
      double[] delta = new double[layout.rows(l)];
      double[] a = new double[layout.columns(l)];
      for (int n = 0; n < norms.length; n++) {
        deltas[l].readRow(n, delta);
        inputs[l].readRow(n, a);
        norms[n] += squaredNorm(delta) * squaredNorm(a);
      }
    }
    return norms;
  }

  /** Frees the factors. */
  @Override
  public void close() {
    for (int l = 0; l < inputs.length; l++) {
      deltas[l].close();
      inputs[l].close();
    }
    if (whole != null) {
      whole.close();
    }
  }

  /** Adds the product of row n of both matrices to {@code result[at + n stride]}. */
  private static void addRowProducts(
      double[] left, double[] right, int width, double[] result, int at, int stride) {
    for (int n = 0; n * width < left.length; n++) {
      double sum = 0;
      for (int o = n * width; o < (n + 1) * width; o++) {
        sum += left[o] * right[o];
      }
      result[at + n * stride] += sum;
    }
  }

  private static double squaredNorm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
