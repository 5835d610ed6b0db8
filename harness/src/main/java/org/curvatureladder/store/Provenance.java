package org.curvatureladder.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.curvatureladder.data.DamagedDataException;

/**
 * Where numbers come from: environment.json beside every result.
 *
 * @param java version and vendor of the Java that ran
 * @param os operating system, version and architecture
 * @param cores processors available to the JVM
 * @param maxHeapBytes largest heap
 * @param libraries file names of the jars on the class path, which carry their versions
 * @param environment the variables that steer OpenBLAS ({@code OPENBLAS_*})
 * @param gitCommit the commit of the working folder, or {@code unknown}
 * @param gitDirty {@code true}, {@code false} or {@code unknown}
 * @param settings what the run chose itself, for instance threads
 * @param commandLine arguments of the run
 * @param start when it began, ISO 8601 UTC
 * @param end when it ended, or empty while it runs
 */
@JsonPropertyOrder({
  "java",
  "os",
  "cores",
  "maxHeapBytes",
  "libraries",
  "environment",
  "gitCommit",
  "gitDirty",
  "settings",
  "commandLine",
  "start",
  "end"
})
public record Provenance(
    String java,
    String os,
    int cores,
    long maxHeapBytes,
    List<String> libraries,
    Map<String, String> environment,
    String gitCommit,
    String gitDirty,
    Map<String, String> settings,
    List<String> commandLine,
    String start,
    String end) {
  private static final String UNKNOWN = "unknown";
  private static final int GIT_SECONDS = 5;

  /**
   * Takes down this JVM and machine; the start is now.
   *
   * @param commandLine arguments of the run
   * @param settings what the run chose itself
   * @param workingFolder where to ask git
   */
  public static Provenance capture(
      List<String> commandLine, Map<String, String> settings, Path workingFolder) {
    String status = git(workingFolder, "status", "--porcelain");
    return new Provenance(
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        libraries(System.getProperty("java.class.path")),
        blasVariables(System.getenv()),
        commit(workingFolder),
        status.equals(UNKNOWN) ? UNKNOWN : Boolean.toString(!status.isEmpty()),
        new TreeMap<>(settings),
        List.copyOf(commandLine),
        now(),
        "");
  }

  /** The commit of a working folder, or {@code unknown}. */
  public static String commit(Path workingFolder) {
    return git(workingFolder, "rev-parse", "HEAD");
  }

  /** The same run, ended now. */
  public Provenance ended() {
    return new Provenance(
        java,
        os,
        cores,
        maxHeapBytes,
        libraries,
        environment,
        gitCommit,
        gitDirty,
        settings,
        commandLine,
        start,
        now());
  }

  /**
   * Writes environment.json.
   *
   * @throws StorageException if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(file, (toJson() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The content of environment.json. */
  public String toJson() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers always fit JSON", e);
    }
  }

  /**
   * Reads environment.json; fields of later versions are ignored.
   *
   * @throws DamagedDataException if it is not one
   * @throws StorageException if it cannot be read
   */
  public static Provenance read(Path file) {
    try {
      return new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .readValue(file.toFile(), Provenance.class);
    } catch (JsonProcessingException e) {
      throw new DamagedDataException(
          file + " is damaged: " + e.getOriginalMessage() + "; delete the folder and run again");
    } catch (IOException e) {
      throw StorageException.reading(file, e);
    }
  }

  static List<String> libraries(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> new File(entry).getName())
        .sorted()
        .toList();
  }

  static Map<String, String> blasVariables(Map<String, String> environment) {
    Map<String, String> chosen = new TreeMap<>(environment);
    chosen.keySet().removeIf(name -> !name.startsWith("OPENBLAS_"));
    return chosen;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What git prints; {@code unknown} without git, outside a repository, or if it hangs. */
  static String git(Path folder, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!git.waitFor(GIT_SECONDS, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return UNKNOWN;
      }
      return git.exitValue() == 0 ? output.strip() : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
