package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.curvatureladder.data.DataSources;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.experiments.check.Acceptance;
import org.curvatureladder.experiments.check.Finding;
import org.curvatureladder.experiments.check.ReferenceStore;
import org.curvatureladder.experiments.check.RegressionGate;
import org.curvatureladder.recipe.Experiment;
import org.curvatureladder.store.Provenance;
import org.curvatureladder.store.ResultRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: the regression gate. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Runs small experiments, or finds them run, and compares them with accepted numbers. Exit"
            + " code 0: nothing is worse; 1: something is; 2: wrong use.")
final class CheckCommand implements Callable<Integer> {
  private static final int WORSE = 1;

  /** A method may keep this part of its LDS, and a number the recipe fixes this much of itself. */
  static final RegressionGate GATE =
      new RegressionGate(
          0.9,
          1e-6,
          new RegressionGate.Metrics(
              Metric.LDS,
              Metric.LDS_GAIN,
              Set.of(Metric.LDS_STEP, Metric.LDS_DIFFERENCE),
              Set.of(Metric.PARAMETERS, Metric.CEILING, Metric.ERROR_TO_H, Metric.DIVERGED)));

  @Parameters(
      arity = "0..*",
      paramLabel = "EXPERIMENT",
      description = "A name from 'list', or the path of a .yaml recipe (default: all accepted).")
  private List<String> experiments = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "smoke",
      description = "Profile of the experiments named (default: ${DEFAULT-VALUE}).")
  private String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces one key of the recipe: seeds, for instance --set seed=1.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      defaultValue = "results/reference/check",
      description = "Where accepted numbers are kept (default: ${DEFAULT-VALUE}).")
  private Path reference;

  @Option(
      names = "--accept",
      paramLabel = "REASON",
      description = "Takes the numbers of this run as accepted, and writes the reason down.")
  private Optional<String> accept;

  @Mixin private RunOptions runs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int count = runs.threads();
    ReferenceStore store = new ReferenceStore(reference);
    if (accept.isPresent() && (experiments.isEmpty() || accept.get().isBlank())) {
      throw new InvalidInputException(
          "--accept changes what counts as good; expected the EXPERIMENT to accept, and a reason");
    }
    List<Acceptance> toCheck = experiments.isEmpty() ? store.current() : List.of();
    if (experiments.isEmpty() && toCheck.isEmpty()) {
      throw new InvalidInputException(
          "no accepted numbers in %s; expected 'check EXPERIMENT --accept REASON' before"
              .formatted(reference));
    }
    boolean good = true;
    for (Acceptance accepted : toCheck) {
      good &= check(accepted.experiment(), accepted.profile(), store, count);
    }
    for (String name : experiments) {
      good &= accept.isPresent() ? accept(name, store, count) : check(name, profile, store, count);
    }
    return good ? 0 : WORSE;
  }

  private boolean accept(String name, ReferenceStore store, int count) {
    Studies studies = studies(name, profile);
    List<ResultRow> rows = GATE.relevant(run(studies, count));
    String experiment = studies.experiment().name();
    store.accept(
        new Acceptance(
            experiment,
            profile,
            studies.hash(),
            Provenance.commit(Path.of("")),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            accept.orElseThrow()),
        rows);
    print("%s %s: accepted %d numbers in %s", experiment, profile, rows.size(), reference);
    return true;
  }

  private boolean check(String name, String size, ReferenceStore store, int count) {
    Studies studies = studies(name, size);
    Experiment experiment = studies.experiment();
    Acceptance accepted =
        store
            .find(experiment.name(), size)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "no accepted numbers of %s %s in %s; expected one of %s"
                            .formatted(
                                experiment.name(),
                                size,
                                reference,
                                store.current().stream()
                                    .map(entry -> entry.experiment() + " " + entry.profile())
                                    .toList())));
    List<ResultRow> before = store.rows(accepted);
    boolean same = accepted.recipe().equals(studies.hash());
    List<Finding> findings = GATE.compare(before, run(studies, count), same);
    String compared = same ? "" : " (another recipe or other seeds: LDS and order only)";
    if (findings.isEmpty()) {
      print("%s %s: good, %d numbers compared%s", experiment.name(), size, before.size(), compared);
      return true;
    }
    print("%s %s: WORSE than accepted on %s%s", experiment.name(), size, accepted.date(), compared);
    findings.forEach(finding -> print("  %s", finding));
    print(
        "  if this change is meant: check %s --profile %s --accept \"why it is right\"",
        name, size);
    return false;
  }

  private Studies studies(String name, String size) {
    Experiment experiment = new Catalogue().experiment(name, size, overrides);
    return Studies.open(experiment, runs.out(), DataSources.defaultFolder());
  }

  private List<ResultRow> run(Studies studies, int count) {
    return new ExperimentRun(studies, count, spec.commandLine().getParseResult().originalArgs())
        .run(Shard.WHOLE, false)
        .orElseThrow()
        .rows();
  }

  private void print(String format, Object... values) {
    PrintWriter to = spec.commandLine().getOut();
    to.printf(format + "%n", values);
    to.flush();
  }
}
