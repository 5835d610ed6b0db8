package org.curvatureladder.toy;

import java.util.Arrays;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.DiagonalCurvature;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LadderPoint;
import org.curvatureladder.curvature.ParameterGroups;

/** m_l I per layer, m_l the mean eigenvalue of its Gauss-Newton block: keeps the traces alone. */
public final class ToyRung extends DiagonalCurvature {
  public static final String NAME = "Toy";

  private ToyRung(ParameterGroups groups, double[] diagonal) {
    super(NAME, groups, diagonal);
  }

  public static ToyRung of(LadderPoint point) {
    ParameterGroups groups = point.groups();
    double[] diagonal = new double[groups.dimension()];
    try (Curvature ggn = Ladder.DIAGONAL_GAUSS_NEWTON.at(point)) {
      Arrays.setAll(diagonal, k -> ggn.meanEigenvalue(groups.groupOf(k)));
    }
    return new ToyRung(groups, diagonal);
  }
}
