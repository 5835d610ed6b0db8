package org.curvatureladder.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program in a JVM of its own. It runs without the Vector API: a JVM starts faster with the
 * scalar twin, and what it computes must be the same anyway.
 */
final class ForkedRun {
  private final Process process;
  private final Path log;

  private ForkedRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts any command, its output in a new file of a folder. */
  static ForkedRun start(Path folder, List<String> command) throws IOException {
    Path log = Files.createTempFile(folder, "run", ".log");
    return new ForkedRun(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** The command line of the program. */
  static List<String> command(List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The exit code; what was printed is in {@link #log()}. */
  int exitCode() throws IOException, InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(log()).isTrue();
    return process.exitValue();
  }

  void succeeds() throws IOException, InterruptedException {
    assertThat(exitCode()).as(log()).isZero();
  }

  /** As kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As kill, or Ctrl-C. */
  void terminate() {
    process.destroy();
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  String log() throws IOException {
    return Files.readString(log);
  }
}
