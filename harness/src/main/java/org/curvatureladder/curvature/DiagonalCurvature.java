package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * diag(d): P numbers. It keeps groups of parameters only so that its errors and dampings are per
 * layer like those of the other rungs. Extend it for a rung that has its diagonal.
 */
public abstract class DiagonalCurvature implements Curvature {
  private final String name;
  private final ParameterGroups groups;
  private final double[] diagonal;

  /**
   * A diagonal matrix.
   *
   * @param name the rung's name
   * @param groups the parameters it couples
   * @param diagonal d, in the order of the parameters, not copied
   */
  protected DiagonalCurvature(String name, ParameterGroups groups, double[] diagonal) {
    this.name = name;
    this.groups = groups;
    this.diagonal = diagonal;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int[] blockOffsets() {
    return groups.blockOffsets();
  }

  @Override
  public final ParameterGroups groups() {
    return groups;
  }

  @Override
  public final SymmetricMatrix block(int b) {
    return groups.block(b, this::group);
  }

  @Override
  public final SymmetricMatrix group(int group) {
    int[] parameters = groups.parameters(group);
    DenseMatrix block = DenseMatrix.zeros(parameters.length, parameters.length);
    for (int k = 0; k < parameters.length; k++) {
      block.set(k, k, diagonal[parameters[k]]);
    }
    return SymmetricMatrix.mirroringUpper(block);
  }

  @Override
  public final DenseMatrix multiply(DenseMatrix rows) {
    return apply(g -> value -> value, rows);
  }

  @Override
  public final DenseMatrix solve(double damping, DenseMatrix rows) {
    return apply(g -> value -> DampedInverse.of(this, g, damping, value), rows);
  }

  @Override
  public final DenseMatrix apply(IntFunction<DoubleUnaryOperator> f, DenseMatrix rows) {
    double[] mapped = new double[diagonal.length];
    for (int k = 0; k < mapped.length; k++) {
      mapped[k] = f.apply(groups.groupOf(k)).applyAsDouble(diagonal[k]);
    }
    DenseMatrix result = rows.copy();
    result.scaleColumns(mapped);
    return result;
  }

  @Override
  public final double meanEigenvalue(int group) {
    return Arrays.stream(groups.parameters(group))
        .mapToDouble(k -> diagonal[k])
        .average()
        .orElseThrow();
  }

  @Override
  public final double[] eigenvalues() {
    return Arrays.stream(diagonal).sorted().toArray();
  }

  /** Does nothing: there is no memory off the heap. */
  @Override
  public final void close() {}
}
