package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final byte[] VALUES = {0, 1, 2, 3, 4, 5, 6, (byte) 200, 8, 9, 10, 11};
  private static final byte[] IMAGES = TestFiles.idx(VALUES, 2, 3, 2);

  @TempDir Path folder;

  @Test
  void readsPlainAndGzippedFilesAlike() throws IOException {
    for (byte[] content : new byte[][] {IMAGES, TestFiles.gzip(IMAGES)}) {
      IdxReader.Bytes read = IdxReader.read(Files.write(folder.resolve("images"), content), 3);
      assertThat(read.sizes()).containsExactly(2, 3, 2);
      assertThat(read.values()).isEqualTo(VALUES);
      assertThat(read.count()).isEqualTo(2);
      assertThat(read.width()).isEqualTo(6);
    }
  }

  @Test
  void aTruncatedOrLengthenedFileIsRefusedAtEveryLength() throws IOException {
    for (int length = 0; length < IMAGES.length; length++) {
      byte[] cut = Arrays.copyOf(IMAGES, length);
      assertThatThrownBy(() -> IdxReader.parse(cut, 3, "cut"))
          .isInstanceOf(DamagedDataException.class)
          .hasMessageStartingWith("cut: ");
    }
    assertThatThrownBy(() -> IdxReader.parse(Arrays.copyOf(IMAGES, 20), 3, "cut"))
        .hasMessage("cut: 4 values after the header; expected 2 x 3 x 2");
    assertThatThrownBy(() -> IdxReader.parse(Arrays.copyOf(IMAGES, IMAGES.length + 1), 3, "longer"))
        .hasMessage("longer: 13 values after the header; expected 2 x 3 x 2");
    byte[] zipped = TestFiles.gzip(IMAGES);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(zipped, zipped.length - 9));
    assertThatThrownBy(() -> IdxReader.read(cut, 3))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageStartingWith(cut + ": cannot be read");
  }

  @Test
  void anotherMagicNumberIsRefused() {
    assertThatThrownBy(() -> IdxReader.parse(IMAGES, 1, "labels"))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(
            "labels: magic number 0x00000803; expected 0x00000801 (IDX, unsigned bytes, 1 dimension)");
    byte[] floats = IMAGES.clone();
    floats[2] = 0x0d;
    assertThatThrownBy(() -> IdxReader.parse(floats, 3, "floats"))
        .hasMessageContaining("magic number 0x00000d03; expected 0x00000803");
    assertThatThrownBy(() -> IdxReader.parse("<html>sorry".getBytes(), 3, "page"))
        .hasMessageContaining("magic number 0x3c68746d");
  }

  @Test
  void emptyNegativeAndHugeSizesAreRefused() {
    assertThatThrownBy(() -> IdxReader.parse(TestFiles.idx(new byte[0], 0), 1, "none"))
        .hasMessage("none: size of dimension 1 is 0; expected at least 1");
    assertThatThrownBy(() -> IdxReader.parse(TestFiles.idx(VALUES, 2, -3, 2), 3, "negative"))
        .hasMessage("negative: size of dimension 2 is -3; expected at least 1");
    // 2^32 x 3 values would be 0 or 12 in 32 bits.
    assertThatThrownBy(() -> IdxReader.parse(TestFiles.idx(VALUES, 1 << 16, 1 << 16, 3), 3, "huge"))
        .hasMessage("huge: 12 values after the header; expected 65536 x 65536 x 3");
  }

  @Test
  void aMissingFileIsTheUsersToMend() {
    assertThatThrownBy(() -> IdxReader.read(folder.resolve("absent"), 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("absent: no such file; expected an IDX file");
  }
}
