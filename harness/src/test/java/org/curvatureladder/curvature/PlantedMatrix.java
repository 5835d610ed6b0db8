package org.curvatureladder.curvature;

import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.linalg.SymmetricMatrix;

/** A curvature of the name and groups of another, with other matrices or behaviour. */
public class PlantedMatrix implements Curvature {
  private final Curvature original;
  private final SymmetricMatrix[] matrices;

  /** The original's matrices, for a fault in the behaviour. */
  public PlantedMatrix(Curvature original) {
    this(
        original,
        java.util.stream.IntStream.range(0, original.groups().count())
            .mapToObj(original::group)
            .toArray(SymmetricMatrix[]::new));
  }

  /** Other matrices, one per group. */
  public PlantedMatrix(Curvature original, SymmetricMatrix... matrices) {
    this.original = original;
    this.matrices = matrices;
  }

  @Override
  public String name() {
    return original.name();
  }

  @Override
  public int[] blockOffsets() {
    return original.blockOffsets();
  }

  @Override
  public ParameterGroups groups() {
    return original.groups();
  }

  @Override
  public DenseMatrix multiply(DenseMatrix rows) {
    return apply(g -> value -> value, rows);
  }

  @Override
  public DenseMatrix solve(double damping, DenseMatrix rows) {
    return apply(g -> value -> 1 / (value + damping), rows);
  }

  @Override
  public double[] eigenvalues() {
    try (SymmetricMatrix dense = toDense()) {
      return Ejml.spectrum(Ejml.of(dense)).values();
    }
  }

  @Override
  public SymmetricMatrix group(int group) {
    return matrices[group].view();
  }

  @Override
  public SymmetricMatrix block(int b) {
    return groups().block(b, this::group);
  }

  @Override
  public void close() {
    original.close();
  }
}
