package org.curvatureladder.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * Eigenvalues of one diagonal block of a curvature, and its leading eigenvectors where they are
 * asked for: decomposed once, then compared with as many others as there are.
 *
 * <p>Leading means largest by ABSOLUTE value, which for a positive semi-definite block is the usual
 * order. Between equal eigenvalues the eigenvectors are arbitrary.
 */
public final class BlockSpectrum implements AutoCloseable {
  private final double[] values;
  private final DenseMatrix leading;

  private BlockSpectrum(double[] values, DenseMatrix leading) {
    this.values = values;
    this.leading = leading;
  }

  /**
   * Decomposes the diagonal block of parameters [from, to), whatever blocks the curvature has. Of
   * the order of (to - from)^3: half a second at 2000, a minute at 8000; next to nothing where the
   * block is diagonal in a Kronecker basis already.
   *
   * @param leading number of eigenvectors to keep, at most to - from; 0 makes it several times
   *     cheaper
   */
  public static BlockSpectrum of(Curvature curvature, int from, int to, int leading) {
    int size = to - from;
    if (from < 0 || size < 1 || to > curvature.dimension() || leading < 0 || leading > size) {
      throw new IllegalArgumentException(
          "%d eigenvectors of the block [%d, %d) of %s with %d parameters"
              .formatted(leading, from, to, curvature.name(), curvature.dimension()));
    }
    if (curvature instanceof KroneckerFactored factored) {
      Optional<List<int[]>> pairs = eigenpairs(factored, from, to);
      if (pairs.isPresent()) {
        return of(factored, from, to, leading, pairs.get());
      }
    }
    try (SymmetricMatrix block = block(curvature, from, to)) {
      if (leading == 0) {
        return new BlockSpectrum(Eigen.valuesOf(block), null);
      }
      try (Eigen eigen = Eigen.of(block)) {
        return new BlockSpectrum(eigen.values(), leadingRows(eigen, leading));
      }
    }
  }

  /** The eigenvalues, ascending. */
  public double[] values() {
    return values.clone();
  }

  /** Number of parameters of the block. */
  public int size() {
    return values.length;
  }

  /**
   * Eigenbasis overlap ||V_k' U_k||_F^2 / k of the leading k eigenvectors of two blocks, for
   * several k: 1 if they span the same space, k / size expected of a random one.
   *
   * @param k numbers of eigenvectors, each at most as many as both kept
   * @throws IllegalArgumentException if the blocks differ in size or too few vectors were kept
   */
  public double[] basisOverlap(BlockSpectrum other, int[] k) {
    int most = Arrays.stream(k).max().orElse(0);
    if (size() != other.size()
        || Arrays.stream(k).anyMatch(number -> number < 1)
        || leading == null
        || other.leading == null
        || most > Math.min(leading.rows(), other.leading.rows())) {
      throw new IllegalArgumentException(
          "overlap of %s leading eigenvectors of blocks of size %d and %d"
              .formatted(Arrays.toString(k), size(), other.size()));
    }
    try (DenseMatrix cosines =
        leading.view(0, 0, most, size()).timesTransposed(other.leading.view(0, 0, most, size()))) {
      return Arrays.stream(k)
          .mapToDouble(number -> cosines.view(0, 0, number, number).squaredNorm() / number)
          .toArray();
    }
  }

  /** Frees the eigenvectors. */
  @Override
  public void close() {
    if (leading != null) {
      leading.close();
    }
  }

  /**
   * Every (group, number of its eigenvalue) of a block that is diagonal in a Kronecker basis, which
   * needs no decomposition; empty if a group lies across the block's ends.
   */
  private static Optional<List<int[]>> eigenpairs(KroneckerFactored factored, int from, int to) {
    ParameterGroups groups = factored.groups();
    List<int[]> pairs = new ArrayList<>();
    for (int group : IntStream.range(from, to).map(groups::groupOf).distinct().toArray()) {
      int[] parameters = groups.parameters(group);
      if (Arrays.stream(parameters).anyMatch(p -> p < from || p >= to)) {
        return Optional.empty();
      }
      for (int k = 0; k < parameters.length; k++) {
        pairs.add(new int[] {group, k});
      }
    }
    return Optional.of(pairs);
  }

  private static BlockSpectrum of(
      KroneckerFactored factored, int from, int to, int leading, List<int[]> pairs) {
    double[] values = pairs.stream().mapToDouble(p -> factored.eigenvalues(p[0])[p[1]]).toArray();
    DenseMatrix rows = null;
    if (leading > 0) {
      rows = DenseMatrix.zeros(leading, to - from);
      int[] order = leadingFirst(values, leading);
      for (int k = 0; k < leading; k++) {
        int[] pair = pairs.get(order[k]);
        double[] vector = factored.basis(pair[0]).eigenvector(pair[1]);
        int[] parameters = factored.groups().parameters(pair[0]);
        double[] row = new double[to - from];
        for (int j = 0; j < vector.length; j++) {
          row[parameters[j] - from] = vector[j];
        }
        rows.writeRow(k, row, 0);
      }
    }
    Arrays.sort(values);
    return new BlockSpectrum(values, rows);
  }

  private static int[] leadingFirst(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(values[i])))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  private static DenseMatrix leadingRows(Eigen eigen, int count) {
    double[] values = eigen.values();
    int[] order = leadingFirst(values, count);
    DenseMatrix rows = DenseMatrix.zeros(count, values.length);
    for (int k = 0; k < count; k++) {
      rows.view(k, 0, 1, values.length).setTo(eigen.vectors().view(order[k], 0, 1, values.length));
    }
    return rows;
  }

  /** The block, copied unless it is one of the curvature's own. */
  private static SymmetricMatrix block(Curvature curvature, int from, int to) {
    int[] offsets = curvature.blockOffsets();
    int first = 0;
    while (offsets[first + 1] <= from) {
      first++;
    }
    if (offsets[first] == from && offsets[first + 1] == to) {
      return curvature.block(first);
    }
    DenseMatrix part = DenseMatrix.zeros(to - from, to - from);
    for (int b = first; b < curvature.blockCount() && offsets[b] < to; b++) {
      int start = Math.max(from, offsets[b]);
      int size = Math.min(to, offsets[b + 1]) - start;
      try (SymmetricMatrix own = curvature.block(b)) {
        part.view(start - from, start - from, size, size)
            .setTo(own.values().view(start - offsets[b], start - offsets[b], size, size));
      }
    }
    return SymmetricMatrix.mirroringUpper(part);
  }
}
