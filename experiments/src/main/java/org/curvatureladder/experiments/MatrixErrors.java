package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.curvature.ApproximationError;
import org.curvatureladder.curvature.BasisCorrectedKFac;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.ExplicitCopy;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.Hessian;
import org.curvatureladder.curvature.KFac;
import org.curvatureladder.curvature.Ladder;
import org.curvatureladder.curvature.LayerPairNorms;
import org.curvatureladder.curvature.MagnitudeMap;
import org.curvatureladder.plots.StepMetrics;
import org.curvatureladder.store.HeatMap;

/**
 * Frobenius errors between the rungs of one checkpoint, which come from the top down: of every
 * step, of every rung to H, and each step's share of the squared error.
 *
 * <p>Only the top rung, the GGN, and the rung above are kept: with the current one four matrices,
 * of which those below the GGN are block diagonal.
 */
final class MatrixErrors implements AutoCloseable {
  /** Tiles along one side of a heat map, about. */
  private static final int TILES = 150;

  /** Whose steps make the shares: GGN and below are orthogonal. */
  private static final List<String> PAPER = Ladder.ofThePaper().labels();

  private static final String DIFFERENCE = Hessian.NAME + "-" + GaussNewton.NAME;

  private final Rows rows;
  private final int[] layers;
  private final boolean maps;
  private final List<Chain> chains = new ArrayList<>();
  private final List<Curvature> open = new ArrayList<>();
  private Curvature top;
  private Curvature above;
  private Curvature paper;
  private Curvature basisCorrected;
  private double topNorm;
  private LayerPairNorms hessianNorms;

  /**
   * Errors of one checkpoint.
   *
   * @param layers first parameter of each layer, then P
   * @param maps whether heat maps of H, GGN and H - GGN are stored
   */
  MatrixErrors(Rows rows, int[] layers, boolean maps) {
    this.rows = rows;
    this.layers = layers.clone();
    this.maps = maps;
  }

  /** The paper's rungs from {@code start} down, and the squared errors of their steps. */
  private record Chain(Curvature start, String shareMetric, List<SquaredStep> steps) {}

  private record SquaredStep(String name, double squared) {}

  /** Takes the next rung over and measures it. */
  void descend(Curvature rung) {
    Curvature current = ExplicitCopy.of(rung);
    LayerPairNorms norms = LayerPairNorms.of(current, layers);
    rows.add(current.name(), Metric.OFF_BLOCK, norms.offBlockRatio());
    if (top == null) {
      top = current;
      topNorm = norms.norm();
      if (isHessian(current)) {
        hessianNorms = norms;
        rows.add(current.name(), Metric.ERROR_TO_H, 0);
        chains.add(new Chain(current, Metric.STEP_SHARE_FROM_H, new ArrayList<>()));
      }
    } else {
      LayerPairNorms toTop = LayerPairNorms.ofDifference(top, current, layers);
      addErrorsToHessian(current, toTop);
      double step = above == top ? toTop.norm() : ApproximationError.distance(above, current);
      addStep(above, current, step);
      addPaperStep(current, step);
    }
    addMaps(current);
    if (current.name().equals(GaussNewton.NAME)) {
      chains.add(new Chain(current, Metric.STEP_SHARE, new ArrayList<>()));
    }
    List<Curvature> before = new ArrayList<>(open);
    above = current;
    open.add(current);
    if (PAPER.contains(current.name())) {
      paper = current;
    }
    if (current.name().equals(BasisCorrectedKFac.NAME)) {
      basisCorrected = current;
    }
    before.stream().filter(earlier -> !isKept(earlier)).forEach(this::letGo);
  }

  /**
   * The steps of the paper's five rungs, whatever stands between them in the recipe, and eigenbasis
   * mismatch on the other route from Block-GGN to K-FAC.
   */
  private void addPaperStep(Curvature current, double step) {
    if (paper != null && PAPER.contains(current.name())) {
      double own = paper == above ? step : ApproximationError.distance(paper, current);
      if (paper != above) {
        addStep(paper, current, own);
      }
      String name = StepMetrics.step(paper.name(), current.name());
      chains.forEach(chain -> chain.steps().add(new SquaredStep(name, own * own)));
    }
    if (basisCorrected != null && current.name().equals(KFac.NAME) && basisCorrected != above) {
      addStep(basisCorrected, current, ApproximationError.distance(basisCorrected, current));
    }
  }

  private void addStep(Curvature from, Curvature to, double distance) {
    rows.add(StepMetrics.step(from.name(), to.name()), Metric.STEP_ERROR, distance / topNorm);
  }

  /** The shares, once the bottom rung has come; every distance of a sum is measured on its own. */
  void finish() {
    for (Chain chain : chains) {
      if (chain.steps().size() < 2) {
        continue;
      }
      double distance = ApproximationError.distance(chain.start(), paper);
      double total = distance * distance;
      double sum = 0;
      for (SquaredStep step : chain.steps()) {
        rows.add(step.name(), chain.shareMetric(), step.squared() / total);
        sum += step.squared();
      }
      rows.add(
          StepMetrics.step(chain.start().name(), paper.name()),
          Metric.CROSS_SHARE,
          (total - sum) / total);
    }
  }

  private void addErrorsToHessian(Curvature current, LayerPairNorms toTop) {
    if (hessianNorms == null) {
      return;
    }
    double error = toTop.norm() / topNorm;
    rows.add(current.name(), Metric.ERROR_TO_H, error);
    if (current.name().equals(GaussNewton.NAME)) {
      rows.add(current.name(), Metric.RESIDUAL, error);
    }
    double[] relative = toTop.relativeTo(hessianNorms);
    for (int l = 0; l < relative.length; l++) {
      rows.addBlock(top.name(), current.name(), l, Metric.BLOCK_ERROR, relative[l]);
    }
  }

  private void addMaps(Curvature current) {
    boolean gaussNewton = current.name().equals(GaussNewton.NAME);
    if (!maps || !isHessian(current) && !gaussNewton) {
      return;
    }
    add(current.name(), MagnitudeMap.of(current, layers, TILES));
    if (gaussNewton && hessianNorms != null) {
      add(DIFFERENCE, MagnitudeMap.ofDifference(top, current, layers, TILES));
    }
  }

  private void add(String method, MagnitudeMap map) {
    rows.heatMaps()
        .add(
            new HeatMap(
                rows.setting(), rows.setup(), rows.epoch(), method, map.layers(), map.values()));
  }

  private static boolean isHessian(Curvature rung) {
    return rung.name().equals(Hessian.NAME);
  }

  private boolean isKept(Curvature rung) {
    return rung == top
        || rung == above
        || rung == paper
        || rung == basisCorrected
        || chains.stream().anyMatch(chain -> chain.start() == rung);
  }

  private void letGo(Curvature rung) {
    open.remove(rung);
    rung.close();
  }

  /** Frees the rungs that are still kept. */
  @Override
  public void close() {
    List.copyOf(open).forEach(this::letGo);
  }
}
