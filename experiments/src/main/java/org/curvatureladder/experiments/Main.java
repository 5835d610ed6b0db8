package org.curvatureladder.experiments;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.CancellationException;
import org.curvatureladder.data.DamagedDataException;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.data.NearestName;
import org.curvatureladder.store.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit code 0: done; 1: the work could not be finished (damaged or unwritable
 * files, too little memory); 2: wrong use. Either failure is one line on standard error.
 */
@Command(
    name = "ladder",
    mixinStandardHelpOptions = true,
    version = "curvature-ladder 0.1.0",
    description =
        "Measures what each Hessian approximation costs in training data attribution, against real"
            + " leave-some-out retraining.",
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      PlanCommand.class,
      PlotCommand.class,
      ExportCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      BenchReportCommand.class
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private Main() {}

  /** Runs one subcommand and exits with its code. */
  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, Charset.defaultCharset()),
            new PrintWriter(System.err, true, Charset.defaultCharset()),
            args));
  }

  /** Runs one subcommand and returns its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler(Main::wrongUse);
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command.getErr()));
    if (args.length == 0) {
      commandLine.usage(commandLine.getOut());
      return WRONG_USE;
    }
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      return failure(e, commandLine.getErr());
    }
  }

  private static int wrongUse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage().lines().findFirst().orElse("wrong use");
    String hint = "";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      hint =
          word.startsWith("-")
              ? NearestName.hint(word, command.getCommandSpec().optionsMap().keySet())
              : NearestName.hint(word, command.getSubcommands().keySet());
    }
    print(command.getErr(), message + hint + " (see --help)");
    return WRONG_USE;
  }

  private static int failure(Throwable e, PrintWriter err) {
    if (e instanceof InvalidInputException) {
      print(err, e.getMessage());
      return WRONG_USE;
    }
    if (e instanceof DamagedDataException || e instanceof StorageException) {
      print(err, e.getMessage());
      return FAILED;
    }
    if (e instanceof CancellationException) {
      print(err, e.getMessage());
      return FAILED;
    }
    if (e instanceof OutOfMemoryError) {
      print(
          err,
          "out of memory (%s); give the JVM more with -Dladder.jvm=-Xmx8g"
              .formatted(e.getMessage()));
      return FAILED;
    }
    e.printStackTrace(err);
    print(err, "this is a defect of the program, please report it: " + e);
    return FAILED;
  }

  private static void print(PrintWriter err, String message) {
    err.println("error: " + message);
    err.flush();
  }
}
