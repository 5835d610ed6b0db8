package org.curvatureladder.curvature;

import org.curvatureladder.net.ParameterLayout;

/**
 * The diagonal of the Gauss-Newton matrix, d[o, i] = (1/N) sum_n (sum_r f_nr[o]^2) a~_n[i]^2 for
 * weight (o, i) of a layer. Under another {@link Fisher} estimator than the exact one it is the
 * diagonal of that estimate.
 */
public final class DiagonalGaussNewton extends DiagonalCurvature {
  /** Name of the rung. */
  public static final String NAME = "Diagonal-GGN";

  private DiagonalGaussNewton(ParameterGroups groups, double[] diagonal) {
    super(NAME, groups, diagonal);
  }

  /** Sums the squares over the examples. */
  public static DiagonalGaussNewton of(LadderPoint point) {
    LayerDerivatives derivatives = point.derivatives();
    ParameterLayout layout = derivatives.layout();
    double[] diagonal = new double[layout.parameterCount()];
    for (int l = 0; l < layout.layers(); l++) {
      int height = layout.rows(l);
      int width = layout.columns(l);
      double[] inputs = derivatives.inputs(l);
      for (int n = 0; n < derivatives.count(); n++) {
        for (int o = 0; o < height; o++) {
          double squares = 0;
          for (int r = 0; r < derivatives.fisherRows(); r++) {
            double f = derivatives.fisherFactor(r, l)[n * height + o];
            squares += f * f;
          }
          for (int i = 0; i < width; i++) {
            double a = inputs[n * width + i];
            diagonal[layout.index(l, o, i)] += squares * a * a / derivatives.count();
          }
        }
      }
    }
    return new DiagonalGaussNewton(point.groups(), diagonal);
  }
}
