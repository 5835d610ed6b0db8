package org.curvatureladder.plots.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;

/**
 * An experiment as the page shows it.
 *
 * @param id of its section
 * @param name of the experiment
 * @param question it answers
 * @param paper figure it reproduces
 * @param profile its size
 * @param finished when it was run; empty for reference results
 * @param findings what its rows show
 * @param figures inline
 * @param tables of its rows
 * @param cost retrainings, seconds
 * @param csv link to its results
 * @param csvName text of that link
 * @param command that makes them
 * @param recipe as it was run
 * @param environment as it was run in; empty for reference results
 */
record ExperimentView(
    String id,
    String name,
    String question,
    String paper,
    String profile,
    String finished,
    String findings,
    List<FigureView> figures,
    List<ResultTables.Table> tables,
    String cost,
    String csv,
    String csvName,
    String command,
    String recipe,
    String environment) {

  /** A figure with its anchor. */
  record FigureView(String id, String title, String svg) {}

  static ExperimentView of(ExperimentResult result, Path page) {
    String environment = result.environment().map(Provenance::toJson).orElse("");
    return new ExperimentView(
        Anchors.section(result.name()),
        result.name(),
        result.question(),
        result.paper(),
        result.profile(),
        result.environment().map(Provenance::end).orElse(""),
        new Findings(result.rows()).text(),
        result.figures().stream().map(file -> figure(result.name(), file)).toList(),
        ResultTables.of(result.rows()),
        cost(result),
        link(page, result.csv()),
        String.valueOf(result.csv().getFileName()),
        "mvn -q compile exec:exec -Dladder.args=\"" + result.arguments() + "\"",
        result.recipe(),
        environment);
  }

  private static FigureView figure(String experiment, Path file) {
    String id = Anchors.figure(experiment, InlineSvg.stem(file));
    InlineSvg svg = InlineSvg.read(file, id);
    return new FigureView(id, svg.title(), svg.markup());
  }

  /** What the rows and the record of the run say about time and retrainings. */
  private static String cost(ExperimentResult result) {
    List<String> parts = new ArrayList<>();
    // One retraining gives every checkpoint.
    Map<Object, Integer> retrainings = new HashMap<>();
    double seconds = 0;
    for (ResultRow row : result.rows()) {
      if (row.metric().equals("diverged")) {
        retrainings.merge(List.of(row.setting(), row.setup(), row.alpha()), row.n(), Math::max);
      } else if (row.metric().equals("seconds")) {
        seconds += row.value();
      }
    }
    if (!retrainings.isEmpty()) {
      parts.add(
          "rests on "
              + Numbers.count(retrainings.values().stream().mapToInt(n -> n).sum())
              + " retrainings");
    }
    if (seconds > 0) {
      parts.add(Numbers.seconds(seconds) + " to build and solve with the curvatures");
    }
    result
        .environment()
        .filter(run -> !run.start().isEmpty())
        .ifPresent(
            run ->
                parts.add(
                    "%s for this run on %d cores (retrainings that were there already not included)"
                        .formatted(
                            Numbers.seconds(
                                Duration.between(
                                        Instant.parse(run.start()), Instant.parse(run.end()))
                                    .toSeconds()),
                            run.cores())));
    return String.join("; ", parts);
  }

  /** Relative to the page, with forward slashes. */
  private static String link(Path page, Path csv) {
    Path folder = page.toAbsolutePath().normalize().getParent();
    Path target = csv.toAbsolutePath().normalize();
    String path = (folder == null ? target : folder.relativize(target)).toString();
    return path.replace('\\', '/').replace(" ", "%20");
  }
}
