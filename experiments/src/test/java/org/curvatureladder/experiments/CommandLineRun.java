package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One call of the program: its exit code and what it printed. */
record CommandLineRun(int exitCode, String out, String err) {

  static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  CommandLineRun succeeds() {
    assertThat(exitCode).as("exit code; stderr: %s", err).isZero();
    return this;
  }

  /** Failed with one line and no stack trace. */
  CommandLineRun failsInOneLine(int code, String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).as("stderr of exit code %d", exitCode).hasSize(1);
    assertThat(lines.get(0)).startsWith("error: ").contains(parts);
    assertThat(exitCode).isEqualTo(code);
    return this;
  }
}
