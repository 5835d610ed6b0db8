package org.curvatureladder.plots.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;

/**
 * What is known of one experiment.
 *
 * @param name of the experiment
 * @param question it answers
 * @param paper figure it reproduces
 * @param profile its size
 * @param rows of its results.csv
 * @param figures its SVG files
 * @param csv where the rows were read from
 * @param recipe text of the resolved recipe
 * @param environment of the run; empty for reference results
 * @param arguments of the program that make the results again
 */
public record ExperimentResult(
    String name,
    String question,
    String paper,
    String profile,
    List<ResultRow> rows,
    List<Path> figures,
    Path csv,
    String recipe,
    Optional<Provenance> environment,
    String arguments) {
  /** Copies the lists. */
  public ExperimentResult {
    rows = List.copyOf(rows);
    figures = List.copyOf(figures);
  }
}
