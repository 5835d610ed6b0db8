package org.curvatureladder.experiments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.experiments.benchmarks.BenchReport;
import org.curvatureladder.store.AtomicFile;
import org.curvatureladder.store.Provenance;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench-report}: how fast this machine is, beside its own matrix products. */
@Command(
    name = "bench-report",
    mixinStandardHelpOptions = true,
    description =
        "Measures training steps, curvature, attribution and statistics with JMH, and the matrix"
            + " products of this machine beside them.")
final class BenchReportCommand implements Callable<Integer> {
  private static final String MATRIX_PRODUCTS = "\\.MatrixProductBenchmark\\.";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      defaultValue =
          "\\.(TrainingStepBenchmark|AttributionBenchmark|CurvatureBenchmark\\.(point|build)$)",
      description = "Benchmarks beside the matrix products (default: ${DEFAULT-VALUE}).")
  private String benchmarks;

  @Option(names = "--quick", description = "Few and short iterations: rough figures.")
  private boolean quick;

  @Option(names = "--verbose", description = "Prints what JMH prints, iteration by iteration.")
  private boolean verbose;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      split = ";",
      description =
          "Values of one benchmark parameter, for instance shape=1x16,1x128; several after a"
              + " semicolon.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the raw data go (default: results/runs/benchmarks/<time>.json).")
  private Optional<Path> out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Provenance provenance =
        Provenance.capture(
            spec.commandLine().getParseResult().originalArgs().isEmpty()
                ? List.of("bench-report")
                : spec.commandLine().getParseResult().originalArgs(),
            Map.of("quick", Boolean.toString(quick)),
            Path.of("").toAbsolutePath());
    requireMatch();
    Path file = out.orElseGet(BenchReportCommand::defaultFile).toAbsolutePath();
    AtomicFile.prepare(file.getParent());
    Collection<RunResult> results = run();
    write(file, provenance.ended(), results);
    PrintWriter print = spec.commandLine().getOut();
    BenchReport.of(results).print(print);
    print.printf("raw data in %s%n", file);
    print.flush();
    return 0;
  }

  private void requireMatch() {
    try {
      Pattern regex = Pattern.compile(benchmarks);
      OutputFormat silent =
          OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
      if (BenchmarkList.defaultList().getAll(silent, List.of()).stream()
          .noneMatch(benchmark -> regex.matcher(benchmark.getUsername()).find())) {
        throw new InvalidInputException("benchmarks: none matches %s".formatted(benchmarks));
      }
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          "benchmarks: %s is no regular expression: %s".formatted(benchmarks, e.getDescription()));
    }
  }

  private static Path defaultFile() {
    String time = TIME.format(LocalDateTime.now(ZoneOffset.UTC));
    return Path.of("results", "runs", "benchmarks", time + ".json");
  }

  private Collection<RunResult> run() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(MATRIX_PRODUCTS)
            .include(benchmarks)
            .shouldFailOnError(true)
            .verbosity(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT);
    parameters.forEach((name, values) -> options.param(name, values.split(",")));
    if (quick) {
      options
          .warmupIterations(3)
          .warmupTime(TimeValue.milliseconds(600))
          .measurementIterations(3)
          .measurementTime(TimeValue.milliseconds(400));
    }
    try {
      return new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("a benchmark failed; --verbose shows which", e);
    }
  }

  /** The provenance and what JMH's own JSON format holds, with every iteration. */
  private static void write(Path file, Provenance provenance, Collection<RunResult> results)
      throws IOException {
    ByteArrayOutputStream jmh = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(jmh, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
    }
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode document = json.createObjectNode();
    document.set("environment", json.valueToTree(provenance));
    document.set("results", json.readTree(jmh.toByteArray()));
    AtomicFile.write(file, json.writeValueAsBytes(document));
  }
}
