package org.curvatureladder.curvature;

import java.util.stream.IntStream;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * The dense blocks of a curvature that builds them on request, built once: to be compared with
 * several others.
 */
public final class ExplicitCopy extends ExplicitBlocks {
  private final Curvature source;

  private ExplicitCopy(Curvature curvature) {
    super(
        curvature.name(),
        ParameterGroups.ranges(curvature.blockOffsets()),
        IntStream.range(0, curvature.blockCount())
            .mapToObj(curvature::block)
            .toArray(SymmetricMatrix[]::new));
    this.source = curvature;
  }

  /**
   * Takes a curvature over.
   *
   * @return itself if it has its blocks, otherwise a copy that does and closes it in the end
   */
  public static Curvature of(Curvature curvature) {
    if (curvature instanceof ExplicitBlocks) {
      return curvature;
    }
    return new ExplicitCopy(curvature);
  }

  /** Frees the blocks, and the curvature they come from: they may be views of its memory. */
  @Override
  public void close() {
    super.close();
    source.close();
  }
}
