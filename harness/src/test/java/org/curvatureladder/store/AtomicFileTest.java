package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private String[] files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toArray(String[]::new);
    }
  }

  @Test
  void theOldContentStandsUntilTheNewIsWhole() throws IOException {
    Path target = folder.resolve("a.txt");
    AtomicFile.write(target, new byte[] {1});
    try (AtomicFile file = new AtomicFile(folder, "a.txt")) {
      Files.write(file.path(), new byte[] {2, 3});
      assertThat(target).hasBinaryContent(new byte[] {1});
      assertThat(Files.isHidden(file.path())).isTrue();
      file.commit("a.txt");
    }
    assertThat(target).hasBinaryContent(new byte[] {2, 3});
    assertThat(files()).containsExactly("a.txt");
  }

  @Test
  void withoutCommitNothingIsLeft() throws IOException {
    try (AtomicFile file = new AtomicFile(folder, "a.txt")) {
      Files.write(file.path(), new byte[] {2, 3});
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aMissingFolderIsOneClearLine() {
    Path target = folder.resolve("missing/a.txt");
    assertThatThrownBy(() -> AtomicFile.write(target, new byte[1]))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot write " + target + ": ")
        .hasMessageEndingWith("does not exist");
  }
}
