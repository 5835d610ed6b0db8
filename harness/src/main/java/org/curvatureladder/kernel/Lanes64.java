package org.curvatureladder.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The species of double vectors; a constant, because C2 compiles vectors of constant species only.
 */
final class Lanes64 {
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > Kernels.PAD / 2
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /** At most half of {@link Kernels#PAD}: register blocks are two vectors wide. */
  static final int COUNT = SPECIES.length();

  private Lanes64() {}

  /** The same value in every lane. */
  static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
