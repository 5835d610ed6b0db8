package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitFileTest {
  private static final Dataset DATA =
      new Dataset(
          "small", 6, new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 1, 0, 1, 0, 1}, 1, 2);
  private static final Splitter SPLITTER = new Splitter(3, 0.5);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("new/folders/split.txt");
  }

  @Test
  void theSecondCallReadsWhatTheFirstWrote() throws IOException {
    Split first = new SplitFile(file).readOrCreate(DATA, SPLITTER);
    assertThat(first.queryIndices()).isEqualTo(SPLITTER.queryIndices(6));
    byte[] written = Files.readAllBytes(file);
    Split second = new SplitFile(file).readOrCreate(DATA, SPLITTER);
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theStoredRowsCountAndNotTheGenerator() throws IOException {
    new SplitFile(file).readOrCreate(DATA, SPLITTER);
    String text = Files.readString(file);
    String body = text.substring(0, text.indexOf("query ")) + "query 0 1 5\n";
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String checksum = new Fingerprint().addBytes(bytes, 0, bytes.length).hex();
    Files.writeString(file, body + "sha256 " + checksum + "\n");
    Split split = new SplitFile(file).readOrCreate(DATA, SPLITTER);
    assertThat(split.queryIndices()).containsExactly(0, 1, 5);
    assertThat(split.trainIndices()).containsExactly(2, 3, 4);
  }

  @Test
  void everyChangedOrMissingByteIsNoticed() throws IOException {
    new SplitFile(file).readOrCreate(DATA, SPLITTER);
    byte[] good = Files.readAllBytes(file);
    for (int k = 0; k < good.length; k++) {
      byte[] bad = good.clone();
      bad[k] ^= (byte) (k % 2 == 0 ? 1 : 0x80);
      damaged(bad);
      damaged(java.util.Arrays.copyOf(good, k));
    }
    damaged(java.util.Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void theSplitOfOtherDataOrOfAnotherSeedIsRefused() {
    new SplitFile(file).readOrCreate(DATA, SPLITTER);
    Dataset other = new Dataset("other", 6, new double[] {1, 2, 3, 4, 5, 7}, DATA.targets(), 1, 2);
    refused(other, SPLITTER, "it says 'data-sha256 .*', expected 'data-sha256 .*'");
    refused(DATA, new Splitter(4, 0.5), "it says 'seed 3', expected 'seed 4'");
    refused(
        DATA, new Splitter(3, 0.4), "it says 'query-fraction 0.5', expected 'query-fraction 0.4'");
  }

  @Test
  void aFolderThatCannotBeWrittenIsTheUsersToMend() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    assertThatThrownBy(() -> new SplitFile(plain.resolve("split.txt")).readOrCreate(DATA, SPLITTER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("plain");
  }

  private void damaged(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> new SplitFile(file).readOrCreate(DATA, SPLITTER))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("split.txt is damaged, its checksum does not match");
  }

  private void refused(Dataset data, Splitter splitter, String message) {
    assertThatThrownBy(() -> new SplitFile(file).readOrCreate(data, splitter))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageMatching("split file .* is not the split asked for: " + message);
  }
}
