package org.curvatureladder.attribution;

import java.util.stream.IntStream;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.net.Measurement;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.net.Network;

/**
 * Per-sample gradients at one theta, computed once and shared by all rungs and damping values:
 * those of the queries as rows off the heap, the many of the training set as their factors.
 */
public final class Gradients implements AutoCloseable {
  /** Doubles of gradients on the heap at once: 128 MB. */
  private static final int CHUNK_SIZE = 1 << 24;

  private final Measurement measurement;
  private final FactoredGradients train;
  private final DenseMatrix queries;

  private Gradients(Measurement measurement, FactoredGradients train, DenseMatrix queries) {
    this.measurement = measurement;
    this.train = train;
    this.queries = queries;
  }

  /**
   * Gradients of the training LOSS and of the queries' measurement.
   *
   * @param measurement f, what is predicted at the queries
   */
  public static Gradients of(
      Mlp network, double[] theta, Dataset train, Dataset queries, Measurement measurement) {
    return new Gradients(
        measurement,
        FactoredGradients.of(network, theta, train, Measurement.LOSS),
        rows(network, theta, queries, measurement));
  }

  /** f. */
  public Measurement measurement() {
    return measurement;
  }

  /** grad L_i of the N training examples. */
  public FactoredGradients train() {
    return train;
  }

  /** grad f_q: Q x P, not to be written to. */
  public DenseMatrix queries() {
    return queries;
  }

  /** Frees both. */
  @Override
  public void close() {
    train.close();
    queries.close();
  }

  /** grad f_n: N x P, in chunks, so that the heap never holds all of it. */
  static DenseMatrix rows(Network network, double[] theta, Dataset data, Measurement measurement) {
    int parameters = network.layout().parameterCount();
    int size = Math.max(1, CHUNK_SIZE / parameters);
    DenseMatrix result = DenseMatrix.zeros(data.count(), parameters);
    for (int first = 0; first < data.count(); first += size) {
      int end = Math.min(first + size, data.count());
      Dataset chunk = data.subset(IntStream.range(first, end).toArray());
      double[] gradients = network.gradients(measurement, theta, chunk);
      for (int n = first; n < end; n++) {
        result.writeRow(n, gradients, (n - first) * parameters);
      }
    }
    return result;
  }
}
