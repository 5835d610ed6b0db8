package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  @TempDir Path folder;

  @Test
  void writesWhereTheNumbersComeFrom() throws IOException {
    Path file = folder.resolve("environment.json");
    Provenance started =
        Provenance.capture(
            List.of("run", "ladder", "--profile", "smoke"), Map.of("threads", "2"), folder);
    started.ended().write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("java").asText()).startsWith(System.getProperty("java.version"));
    assertThat(json.path("os").asText()).contains(System.getProperty("os.arch"));
    assertThat(json.path("cores").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(json.path("commandLine")).hasSize(4);
    assertThat(json.path("settings").path("threads").asText()).isEqualTo("2");
    assertThat(Instant.parse(json.path("start").asText()))
        .isBeforeOrEqualTo(Instant.parse(json.path("end").asText()));
    assertThat(started.end()).isEmpty();
    // The temporary folder is no git repository.
    assertThat(json.path("gitCommit").asText()).isEqualTo("unknown");
    assertThat(json.path("gitDirty").asText()).isEqualTo("unknown");
  }

  @Test
  void librariesAreTheJarsOfTheClassPath() {
    String classPath =
        String.join(
            File.pathSeparator,
            "/m2/ejml-core-0.44.0.jar",
            "/x/classes",
            "/m2/duckdb_jdbc-1.4.3.0.jar");
    assertThat(Provenance.libraries(classPath))
        .containsExactly("duckdb_jdbc-1.4.3.0.jar", "ejml-core-0.44.0.jar");
  }

  @Test
  void onlyBlasVariablesAreKept() {
    assertThat(Provenance.blasVariables(Map.of("OPENBLAS_NUM_THREADS", "2", "SECRET", "x")))
        .containsExactly(Map.entry("OPENBLAS_NUM_THREADS", "2"));
  }

  /** Java does not start a process in the folder of an empty path. */
  @Test
  void theWorkingFolderIsAFolderLikeAnyOther() {
    String commit = Provenance.commit(Path.of("").toAbsolutePath());
    assertThat(commit).isNotEmpty();
    assertThat(Provenance.commit(Path.of(""))).isEqualTo(commit);
  }
}
