package org.curvatureladder.attribution;

import java.util.List;
import org.curvatureladder.curvature.AveragedEkFac;
import org.curvatureladder.curvature.AveragedGaussNewton;
import org.curvatureladder.curvature.Diagonalised;
import org.curvatureladder.curvature.EkFac;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.net.Mlp;

/** G_l, the curvature of a training segment: a mean over its checkpoints. */
public enum SegmentCurvature {
  /** As published: any size of network. */
  EK_FAC(EkFac.NAME, AveragedEkFac::of),
  /** The exact matrix, P x P: small networks. */
  GAUSS_NEWTON(GaussNewton.NAME, AveragedGaussNewton::of);

  private final String label;
  private final Average average;

  SegmentCurvature(String label, Average average) {
    this.label = label;
    this.average = average;
  }

  /** Name of the rung. */
  public String label() {
    return label;
  }

  /** G_l on the training data; the caller closes it. */
  Diagonalised of(Mlp network, Segment segment, Dataset train) {
    return average.of(network, segment.thetas(), train);
  }

  private interface Average {
    Diagonalised of(Mlp network, List<double[]> thetas, Dataset data);
  }
}
