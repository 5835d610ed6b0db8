package org.curvatureladder.experiments;

import java.util.ArrayList;
import java.util.List;
import org.curvatureladder.evaluation.LdsEstimate;
import org.curvatureladder.store.BlockRow;
import org.curvatureladder.store.Evaluation;
import org.curvatureladder.store.HeatMap;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;

/**
 * What is stored about one setup at one checkpoint, as it comes to be known.
 *
 * @param setting name of the recipe's setting
 * @param setup name of the setup
 * @param epoch the checkpoint
 * @param results rows of results.csv
 * @param spectra for spectra.csv
 * @param blocks rows of blocks.csv
 * @param heatMaps for heatmap.csv
 */
record Rows(
    String setting,
    String setup,
    int epoch,
    List<ResultRow> results,
    List<Spectrum> spectra,
    List<BlockRow> blocks,
    List<HeatMap> heatMaps) {

  /** Nothing yet. */
  static Rows of(String setting, String setup, int epoch) {
    return new Rows(
        setting,
        setup,
        epoch,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** A number of the model or of a matrix: no alpha, no interval. */
  void add(String method, String metric, double value) {
    add(Double.NaN, method, null, metric, value, 1);
  }

  /** A number of the scores, or of the retrainings of one alpha, without an interval. */
  void add(double alpha, String method, Double damping, String metric, double value, int n) {
    add(alpha, method, damping, metric, value, n, 0);
  }

  /** As above, with units left out because undefined. */
  void add(
      double alpha,
      String method,
      Double damping,
      String metric,
      double value,
      int n,
      int undefined) {
    results.add(
        new ResultRow(
            setting, setup, alpha, epoch, method, damping, metric, value, null, null, n, "",
            undefined));
  }

  /** A score with its interval. */
  void add(double alpha, String method, Double damping, String metric, LdsEstimate lds) {
    results.add(
        new ResultRow(
            setting,
            setup,
            alpha,
            epoch,
            method,
            damping,
            metric,
            lds.value(),
            lds.low(),
            lds.high(),
            lds.masks(),
            lds.resampled(),
            lds.undefined()));
  }

  /** A measure of one layer's block. */
  void addBlock(String reference, String method, int layer, String metric, double value) {
    blocks.add(new BlockRow(setting, setup, epoch, reference, method, layer + 1, metric, value));
  }

  /** All of it. */
  Evaluation evaluation() {
    return new Evaluation(results, spectra, blocks, heatMaps);
  }
}
