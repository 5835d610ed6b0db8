package org.curvatureladder.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came out of an evaluation: results.csv, and beside it spectra.csv, blocks.csv and
 * heatmap.csv where there is something to put into them.
 *
 * @param rows the results
 * @param spectra eigenvalues
 * @param blocks measures of single blocks
 * @param heatMaps magnitudes of matrices
 */
public record Evaluation(
    List<ResultRow> rows, List<Spectrum> spectra, List<BlockRow> blocks, List<HeatMap> heatMaps) {
  private static final String RESULTS = "results.csv";
  private static final String SPECTRA = "spectra.csv";
  private static final String BLOCKS = "blocks.csv";
  private static final String HEAT_MAPS = "heatmap.csv";

  /** Copies the lists. */
  public Evaluation {
    rows = List.copyOf(rows);
    spectra = List.copyOf(spectra);
    blocks = List.copyOf(blocks);
    heatMaps = List.copyOf(heatMaps);
  }

  /** Results only. */
  public static Evaluation of(List<ResultRow> rows) {
    return new Evaluation(rows, List.of(), List.of(), List.of());
  }

  /** Several as one, in their order. */
  public static Evaluation concat(List<Evaluation> parts) {
    List<ResultRow> rows = new ArrayList<>();
    List<Spectrum> spectra = new ArrayList<>();
    List<BlockRow> blocks = new ArrayList<>();
    List<HeatMap> heatMaps = new ArrayList<>();
    for (Evaluation part : parts) {
      rows.addAll(part.rows());
      spectra.addAll(part.spectra());
      blocks.addAll(part.blocks());
      heatMaps.addAll(part.heatMaps());
    }
    return new Evaluation(rows, spectra, blocks, heatMaps);
  }

  /**
   * Writes the tables into an existing folder, each whole or not at all, results.csv last: where it
   * is, all are.
   *
   * @throws StorageException if they cannot be written
   */
  public void write(Path folder) {
    if (!spectra.isEmpty()) {
      SpectrumTable.write(folder.resolve(SPECTRA), spectra);
    }
    if (!blocks.isEmpty()) {
      BlockTable.write(folder.resolve(BLOCKS), blocks);
    }
    if (!heatMaps.isEmpty()) {
      HeatMapTable.write(folder.resolve(HEAT_MAPS), heatMaps);
    }
    ResultTable.write(folder.resolve(RESULTS), rows);
  }

  /**
   * Reads the tables of a folder; empty without results.csv.
   *
   * @throws org.curvatureladder.data.DamagedDataException if one of them is damaged
   */
  public static Optional<Evaluation> read(Path folder) {
    Path results = folder.resolve(RESULTS);
    if (!Files.exists(results)) {
      return Optional.empty();
    }
    Path spectra = folder.resolve(SPECTRA);
    Path blocks = folder.resolve(BLOCKS);
    Path heatMaps = folder.resolve(HEAT_MAPS);
    return Optional.of(
        new Evaluation(
            ResultTable.read(results),
            Files.exists(spectra) ? SpectrumTable.read(spectra) : List.of(),
            Files.exists(blocks) ? BlockTable.read(blocks) : List.of(),
            Files.exists(heatMaps) ? HeatMapTable.read(heatMaps) : List.of()));
  }
}
