package org.curvatureladder.plots.report;

import java.util.List;

/** Where things stand on the page. */
final class Anchors {
  private final List<ExperimentResult> experiments;

  Anchors(List<ExperimentResult> experiments) {
    this.experiments = experiments;
  }

  /** Id of an experiment's section. */
  static String section(String experiment) {
    return "experiment-" + word(experiment);
  }

  /** Id of a figure. */
  static String figure(String experiment, String figure) {
    return "figure-" + word(experiment) + "-" + word(figure);
  }

  /** Link to the figure if it is on the page, else to the section, else empty. */
  String figureOrSection(String experiment, String figure) {
    return experiments.stream()
        .filter(shown -> shown.name().equals(experiment))
        .findFirst()
        .map(
            shown ->
                shown.figures().stream().anyMatch(file -> InlineSvg.stem(file).equals(figure))
                    ? "#" + figure(experiment, figure)
                    : "#" + section(experiment))
        .orElse("");
  }

  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9-]", "-");
  }
}
