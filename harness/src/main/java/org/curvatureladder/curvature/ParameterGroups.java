package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * Which parameters a curvature couples: ordered index sets, coupled within and not between. The
 * blocks of a {@link Curvature} are always ranges of parameters. A block is ONE group, or two when
 * weight and bias of a layer stand apart: these are interleaved in [W | b], so their groups are not
 * ranges.
 */
public final class ParameterGroups {
  private final int[] blockOffsets;
  private final int[][] parameters;
  private final int[] owner;

  private ParameterGroups(int[] blockOffsets, int[][] parameters) {
    this.blockOffsets = blockOffsets;
    this.parameters = parameters;
    this.owner = new int[blockOffsets[blockOffsets.length - 1]];
    for (int g = 0; g < parameters.length; g++) {
      for (int parameter : parameters[g]) {
        owner[parameter] = g;
      }
    }
  }

  /** One group per range: group b is [offsets[b], offsets[b + 1]). */
  public static ParameterGroups ranges(int... offsets) {
    return new ParameterGroups(
        offsets.clone(),
        IntStream.range(0, offsets.length - 1)
            .mapToObj(b -> IntStream.range(offsets[b], offsets[b + 1]).toArray())
            .toArray(int[][]::new));
  }

  /** The layers or tensors of a network. */
  static ParameterGroups of(ParameterLayout layout, List<LayerBlock> groups) {
    return new ParameterGroups(
        IntStream.rangeClosed(0, layout.layers()).map(layout::offset).toArray(),
        groups.stream()
            .map(
                group ->
                    Arrays.stream(group.places(layout))
                        .map(place -> layout.offset(group.layer()) + place)
                        .toArray())
            .toArray(int[][]::new));
  }

  /** Number of groups. */
  public int count() {
    return parameters.length;
  }

  /** Number of parameters P. */
  public int dimension() {
    return owner.length;
  }

  /** Number of parameters of a group. */
  public int size(int group) {
    return parameters[group].length;
  }

  /** The parameters of a group, in its own order. */
  public int[] parameters(int group) {
    return parameters[group].clone();
  }

  /** The group of a parameter. */
  public int groupOf(int parameter) {
    return owner[parameter];
  }

  /** First parameter of each block, then P. */
  public int[] blockOffsets() {
    return blockOffsets.clone();
  }

  /**
   * A block as a dense matrix in the order of the parameters.
   *
   * @param matrix of a group, in the group's order; taken over
   */
  SymmetricMatrix block(int b, IntFunction<SymmetricMatrix> matrix) {
    int first = blockOffsets[b];
    int size = blockOffsets[b + 1] - first;
    if (parameters[owner[first]].length == size) {
      return matrix.apply(owner[first]);
    }
    DenseMatrix block = DenseMatrix.zeros(size, size);
    IntStream.range(first, first + size)
        .map(parameter -> owner[parameter])
        .distinct()
        .forEach(
            g -> {
              try (SymmetricMatrix part = matrix.apply(g)) {
                int[] places = Arrays.stream(parameters[g]).map(p -> p - first).toArray();
                block.writeSubmatrix(places, part.values());
              }
            });
    return SymmetricMatrix.mirroringUpper(block);
  }

  /** A linear map of one group: k x size rows to as many. */
  @FunctionalInterface
  public interface GroupMap {
    /** The mapped rows, closed by the caller; {@code rows} are only read. */
    DenseMatrix apply(int group, DenseMatrix rows);
  }

  /** Maps the columns of every group of k x P rows and puts the results back in their places. */
  public DenseMatrix map(DenseMatrix rows, GroupMap map) {
    DenseMatrix result = DenseMatrix.zeros(rows.rows(), dimension());
    try {
      for (int g = 0; g < parameters.length; g++) {
        try (DenseMatrix part = columns(rows, g);
            DenseMatrix mapped = map.apply(g, part)) {
          writeColumns(result, g, mapped);
        }
      }
      return result;
    } catch (RuntimeException e) {
      result.close();
      throw e;
    }
  }

  /** The columns of a group, to be read only: a view where the group is a range. */
  DenseMatrix columns(DenseMatrix rows, int group) {
    int[] columns = parameters[group];
    return isRange(columns)
        ? rows.view(0, columns[0], rows.rows(), columns.length)
        : rows.selectColumns(columns);
  }

  /** Overwrites the columns of a group. */
  void writeColumns(DenseMatrix rows, int group, DenseMatrix part) {
    int[] columns = parameters[group];
    if (isRange(columns)) {
      rows.view(0, columns[0], rows.rows(), columns.length).setTo(part);
    } else {
      rows.writeColumns(columns, part);
    }
  }

  private static boolean isRange(int[] columns) {
    return columns[columns.length - 1] - columns[0] == columns.length - 1;
  }
}
