package org.curvatureladder.experiments.benchmarks;

import org.curvatureladder.net.Architecture;

/** Floating-point operations of training, counted from the shape of the network. */
final class TrainingFlops {
  private TrainingFlops() {}

  /**
   * One optimisation step:
   *
   * <pre>
   *   batch x sum over layers of 2 in out x (forward 1 + weight gradient 1 + [not the first] 1)
   * </pre>
   *
   * <p>in and out are the widths of the layer as they are, without padding. A multiply-add is two
   * operations. Products only: activations, loss and the update of the weights, some 5 to 30 % of
   * the time, count as no operation, as is customary.
   */
  static long step(Architecture architecture, int batch) {
    long multiplyAdds = 0;
    for (int l = 0; l < architecture.layers(); l++) {
      multiplyAdds += (l == 0 ? 2L : 3L) * architecture.in(l) * architecture.out(l);
    }
    return 2L * batch * multiplyAdds;
  }
}
