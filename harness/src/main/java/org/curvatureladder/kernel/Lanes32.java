package org.curvatureladder.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The species of float vectors; a constant, because C2 compiles vectors of constant species only.
 */
final class Lanes32 {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Kernels.PAD
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** At most {@link Kernels#PAD}. */
  static final int COUNT = SPECIES.length();

  private Lanes32() {}

  /** The same value in every lane. */
  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
