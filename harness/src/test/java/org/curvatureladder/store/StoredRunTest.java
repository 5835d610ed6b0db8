package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.curvatureladder.data.DamagedDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunTest {
  @TempDir private Path runs;

  @Test
  void theLastToEndOfEachExperimentIsFound() throws IOException {
    run("ladder", "aaaaaaaaaaaa", "2026-01-02T00:00:00Z");
    run("ladder", "bbbbbbbbbbbb", "2026-01-03T00:00:00Z");
    run("ladder", "cccccccccccc", "2026-01-01T00:00:00Z");
    run("depth", "dddddddddddd", "2025-01-01T00:00:00Z");
    Files.createDirectories(runs.resolve("splits"));
    Files.writeString(runs.resolve("splits/digits.split"), "");
    Files.createDirectories(runs.resolve("ground-truth/1x16-abc"));
    List<StoredRun> found = StoredRun.newest(runs);
    assertThat(found).extracting(StoredRun::experiment).containsExactly("depth", "ladder");
    StoredRun ladder = found.get(1);
    assertThat(ladder.folder()).isEqualTo(runs.resolve("ladder/bbbbbbbbbbbb"));
    assertThat(ladder.question()).isEqualTo("What: of it?");
    assertThat(ladder.paper()).isEmpty();
    assertThat(ladder.profile()).isEqualTo("quick");
    assertThat(ladder.provenance().commandLine()).containsExactly("run", "x");
    assertThat(ladder.results()).exists();
  }

  @Test
  void whatIsNotFinishedIsPassedOver() throws IOException {
    Path running = run("a", "aaaaaaaaaaaa", "");
    Path unevaluated = run("b", "aaaaaaaaaaaa", "2026-01-02T00:00:00Z");
    Files.delete(unevaluated.resolve("results.csv"));
    assertThat(StoredRun.newest(runs)).isEmpty();
    Path finished = run("a", "bbbbbbbbbbbb", "2020-01-02T00:00:00Z");
    assertThat(StoredRun.newest(runs)).extracting(StoredRun::folder).containsExactly(finished);
    assertThat(running).exists();
  }

  @Test
  void damagedFilesAndMissingFoldersAreNamed() throws IOException {
    Path folder = run("a", "aaaaaaaaaaaa", "2026-01-02T00:00:00Z");
    Files.writeString(folder.resolve("recipe.yaml"), "question: [");
    assertThatThrownBy(() -> StoredRun.newest(runs))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("recipe.yaml is damaged");
    Files.writeString(folder.resolve("environment.json"), "{\"java\": \"17\"}");
    assertThatThrownBy(() -> StoredRun.newest(runs))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("environment.json is damaged");
    assertThatThrownBy(() -> StoredRun.newest(runs.resolve("none")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("none");
  }

  private Path run(String experiment, String hash, String end) throws IOException {
    Path folder = Files.createDirectories(runs.resolve(experiment).resolve(hash));
    Files.writeString(folder.resolve("recipe.yaml"), "question: \"What: of it?\"\n");
    ResultTable.write(folder.resolve("results.csv"), List.of());
    new Provenance(
            "17",
            "os",
            2,
            1,
            List.of(),
            Map.of(),
            "unknown",
            "unknown",
            Map.of("profile", "quick"),
            List.of("run", "x"),
            "2020-01-01T00:00:00Z",
            end)
        .write(folder.resolve("environment.json"));
    return folder;
  }
}
