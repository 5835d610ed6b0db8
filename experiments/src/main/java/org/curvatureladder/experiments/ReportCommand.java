package org.curvatureladder.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.plots.report.ExperimentResult;
import org.curvatureladder.plots.report.HtmlReport;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.ResultTable;
import org.curvatureladder.store.StorageException;
import org.curvatureladder.store.StoredRun;
import org.curvatureladder.verdict.AstraClaims;
import org.curvatureladder.verdict.Claim;
import org.curvatureladder.verdict.Evidence;
import org.curvatureladder.verdict.LadderClaims;
import org.curvatureladder.verdict.Verdict;
import org.curvatureladder.verdict.VerdictRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: figures, tables and verdicts of everything that was run, on one page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes one self-contained HTML page: the verdict on every claim, and for each experiment"
            + " its question, figures, tables, recipe and cost. Of each experiment the finished run"
            + " that ended last is shown.")
final class ReportCommand implements Callable<Integer> {
  /** Larger first. */
  private static final List<String> PROFILES = List.of("paper", "quick", "smoke");

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "results/runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path runs;

  @Option(
      names = "--reference",
      arity = "0..1",
      paramLabel = "DIR",
      fallbackValue = "results/reference",
      description =
          "Show reference results, <experiment>-<profile>.csv in DIR, in place of runs (default"
              + " folder: ${FALLBACK-VALUE}).")
  private Optional<Path> reference;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      defaultValue = "plots/figures",
      description = "With --reference: figures by experiment (default: ${DEFAULT-VALUE}).")
  private Path figures;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "results/report.html",
      description = "The page (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path from = reference.orElse(runs);
    if (!Files.isDirectory(from)) {
      throw new InvalidInputException(
          "no results in " + from + "; expected a folder of runs, or --reference");
    }
    List<ExperimentResult> experiments =
        reference.isPresent() ? references(from) : finishedRuns(from);
    Map<String, List<ResultRow>> rows = new LinkedHashMap<>();
    experiments.forEach(experiment -> rows.put(experiment.name(), experiment.rows()));
    List<Claim> claims =
        Stream.concat(LadderClaims.all().stream(), AstraClaims.all().stream()).toList();
    List<Verdict> verdicts = new VerdictRule().decide(claims, new Evidence(rows));
    new HtmlReport(experiments, verdicts)
        .write(out, reference.isPresent() ? "reference results" : "the last finished runs");
    for (Verdict verdict : verdicts) {
      spec.commandLine()
          .getOut()
          .printf(
              "%-3s %-14s %s%n%18s %s%n",
              verdict.claim().id(), verdict.word().text(), claim(verdict), "", deciding(verdict));
    }
    spec.commandLine().getOut().printf("%nreport   %s%n", out);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static String claim(Verdict verdict) {
    return verdict.claim().text();
  }

  /** The number that decided, where it was found. */
  private static String deciding(Verdict verdict) {
    return verdict
        .deciding()
        .map(
            found ->
                "%s: %s, %s, %s %s epoch %d"
                    .formatted(
                        found.isExact()
                            ? String.format(Locale.ROOT, "%.3f", found.effect())
                            : String.format(
                                Locale.ROOT,
                                "%.3f [%.3f, %.3f]",
                                found.effect(),
                                found.low(),
                                found.high()),
                        found.method(),
                        found.metric(),
                        found.place().experiment(),
                        ResultRow.ONLY_SETTING.equals(found.place().setting())
                            ? found.place().setup()
                            : found.place().setting() + " " + found.place().setup(),
                        found.place().checkpoint()))
        .orElse("no rows for " + verdict.missing());
  }

  private static List<ExperimentResult> finishedRuns(Path runs) {
    List<ExperimentResult> results = new ArrayList<>();
    for (StoredRun run : StoredRun.newest(runs)) {
      results.add(
          new ExperimentResult(
              run.experiment(),
              run.question(),
              run.paper(),
              run.profile(),
              ResultTable.read(run.results()),
              drawings(run.folder().resolve("figures")),
              run.results(),
              run.recipe(),
              Optional.of(run.provenance()),
              String.join(" ", run.provenance().commandLine())));
    }
    return results;
  }

  /** Of each shipped experiment the largest profile that has a reference. */
  private List<ExperimentResult> references(Path folder) {
    Catalogue catalogue = new Catalogue();
    List<ExperimentResult> results = new ArrayList<>();
    for (String name : catalogue.names()) {
      PROFILES.stream()
          .filter(profile -> Files.exists(csv(folder, name, profile)))
          .findFirst()
          .ifPresent(
              profile -> {
                Experiment recipe = catalogue.experiment(name, profile, List.of());
                Path csv = csv(folder, name, profile);
                results.add(
                    new ExperimentResult(
                        name,
                        recipe.question(),
                        recipe.paper(),
                        profile,
                        ResultTable.read(csv),
                        drawings(figures.resolve(name)),
                        csv,
                        recipe.toYaml(),
                        Optional.empty(),
                        "run %s --profile %s".formatted(name, profile)));
              });
    }
    return results;
  }

  private static Path csv(Path folder, String experiment, String profile) {
    return folder.resolve(experiment + "-" + profile + ".csv");
  }

  /** The SVG files of a folder in the order of their names; none if there is no folder. */
  private static List<Path> drawings(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".svg")).sorted().toList();
    } catch (IOException e) {
      throw new StorageException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
