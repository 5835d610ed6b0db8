package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.curvature.BlockGaussNewton;
import org.curvatureladder.curvature.BlockHeterogeneity;
import org.curvatureladder.curvature.BlockSpectrum;
import org.curvatureladder.curvature.Curvature;
import org.curvatureladder.curvature.GaussNewton;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.curvature.SpectrumAlignment;
import org.curvatureladder.curvature.SpectrumSummary;
import org.curvatureladder.store.Spectrum;

/**
 * Eigenvalues of the rungs of one checkpoint, whole and by layer, and how the layers' eigenvalues
 * and eigenvectors agree with those of the Gauss-Newton blocks and of the rung above.
 *
 * <p>The diagonal blocks of the GGN are those of Block-GGN unless these are tensors, so that only
 * one of the two is decomposed by layer: Block-GGN where it is among the rungs.
 */
final class SpectrumMeasures implements AutoCloseable {
  /** Numbers of leading eigenvectors compared, where a layer has as many parameters. */
  static final List<Integer> LEADING = List.of(1, 5, 10, 50);

  /** Ranks stored of a spectrum, about. */
  private static final int RANKS = 400;

  private final Rows rows;
  private final int[] layers;
  private final String reference;
  private final boolean layerBlocks;
  private final Map<String, List<BlockSpectrum>> byLayer = new LinkedHashMap<>();

  /**
   * Measures of one checkpoint.
   *
   * @param layers first parameter of each layer, then P
   * @param rungs names of all rungs
   * @param blocks what a block of Block-GGN is
   */
  SpectrumMeasures(Rows rows, int[] layers, List<String> rungs, LadderOptions.Blocks blocks) {
    this.rows = rows;
    this.layers = layers.clone();
    this.layerBlocks = blocks == LadderOptions.Blocks.LAYER;
    this.reference =
        rungs.contains(BlockGaussNewton.NAME) ? BlockGaussNewton.NAME : GaussNewton.NAME;
  }

  /** Measures the next rung, whose eigenvectors are freed on the way. */
  void descend(Curvature rung) {
    String name = rung.name();
    double[] values = rung.eigenvalues();
    rung.releaseFactors();
    addSpectrum(name, Spectrum.WHOLE, values);
    SpectrumSummary summary = SpectrumSummary.of(values);
    rows.add(name, Metric.CONDITION, summary.condition());
    rows.add(name, Metric.EFFECTIVE_CONDITION, summary.effectiveCondition());
    rows.add(name, Metric.LARGEST, summary.largest());
    rows.add(name, Metric.MEAN_EIGENVALUE, summary.meanAbsolute());
    rows.add(name, Metric.NEGATIVE, summary.negative());
    rows.add(name, Metric.TINY, summary.tiny());
    if (name.equals(GaussNewton.NAME) && !reference.equals(name) && layerBlocks) {
      return;
    }
    List<BlockSpectrum> spectra = new ArrayList<>();
    byLayer.put(name, spectra);
    for (int l = 0; l + 1 < layers.length; l++) {
      int size = layers[l + 1] - layers[l];
      int leading = LEADING.stream().filter(k -> k <= size).max(Integer::compare).orElseThrow();
      spectra.add(BlockSpectrum.of(rung, layers[l], layers[l + 1], leading));
      addSpectrum(name, Spectrum.layer(l), spectra.get(l).values());
    }
    addHeterogeneity(name, spectra.stream().map(BlockSpectrum::values).toList());
  }

  /** The overlaps, once all rungs have come. */
  void finish() {
    List<String> names = List.copyOf(byLayer.keySet());
    for (int k = 0; k < names.size(); k++) {
      String name = names.get(k);
      if (byLayer.containsKey(reference) && !name.equals(reference)) {
        addOverlaps(reference, name);
      }
      String above = k == 0 ? reference : names.get(k - 1);
      if (!above.equals(reference) && !name.equals(reference)) {
        addOverlaps(above, name);
      }
    }
  }

  private void addOverlaps(String first, String second) {
    for (int l = 0; l + 1 < layers.length; l++) {
      BlockSpectrum a = byLayer.get(first).get(l);
      BlockSpectrum b = byLayer.get(second).get(l);
      rows.addBlock(
          first,
          second,
          l,
          Metric.VALUE_OVERLAP,
          SpectrumAlignment.of(a.values(), b.values()).overlap());
      int[] ks = LEADING.stream().filter(k -> k <= a.size()).mapToInt(k -> k).toArray();
      double[] overlaps = a.basisOverlap(b, ks);
      for (int i = 0; i < ks.length; i++) {
        rows.addBlock(first, second, l, Metric.BASIS_OVERLAP + ks[i], overlaps[i]);
      }
    }
  }

  private void addSpectrum(String method, String block, double[] values) {
    rows.spectra()
        .add(Spectrum.of(rows.setting(), rows.setup(), rows.epoch(), method, block, values, RANKS));
  }

  private void addHeterogeneity(String name, List<double[]> spectra) {
    boolean zeroBlock = spectra.stream().anyMatch(s -> Arrays.stream(s).allMatch(v -> v == 0));
    if (spectra.size() < 2 || zeroBlock) {
      return;
    }
    BlockHeterogeneity measured = BlockHeterogeneity.of(spectra);
    rows.add(name, Metric.HETEROGENEITY + "variation", measured.variation());
    rows.add(name, Metric.HETEROGENEITY + "decades", measured.decades());
    rows.add(name, Metric.HETEROGENEITY + "range", measured.range());
    rows.add(name, Metric.HETEROGENEITY + "divergence", measured.divergence());
  }

  /** Frees the eigenvectors. */
  @Override
  public void close() {
    byLayer.values().forEach(spectra -> spectra.forEach(BlockSpectrum::close));
  }
}
