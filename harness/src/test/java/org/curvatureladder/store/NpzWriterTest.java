package org.curvatureladder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the bytes as NEP 1 lays them down. */
class NpzWriterTest {
  @TempDir Path folder;

  private record Array(String header, ByteBuffer data) {}

  private static Array read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + ".npy");
    assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
    ByteBuffer bytes =
        ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat((10 + header.length) % 64).isZero();
    assertThat(header[header.length - 1]).isEqualTo((byte) '\n');
    return new Array(
        new String(header, StandardCharsets.US_ASCII).strip(),
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void everyTypeIsLaidOutAsNumpyExpects() throws IOException {
    Path file = folder.resolve("1x16.npz");
    try (NpzWriter npz = new NpzWriter(file)) {
      npz.doubles("theta", new double[] {1.5, -0.0, Double.NaN}, 3);
      npz.doubles("x_train", new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
      npz.doubles(
          "truth_loss",
          new int[] {2, 2, 3},
          (row, target) -> {
            for (int q = 0; q < 3; q++) {
              target[q] = 10 * row + q;
            }
          });
      npz.ints("layer_sizes", new int[] {64, 16, -1}, 3);
      npz.longs("seeds", new long[] {1L << 40, -1}, 1, 2);
      npz.strings("activation", "gelu", "größer", "");
      npz.doubles("empty", new double[0], 0, 4);
      assertThat(file).doesNotExist();
      npz.finish();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(Collections.list(zip.entries()).stream().map(ZipEntry::getName))
          .containsExactly(
              "theta.npy",
              "x_train.npy",
              "truth_loss.npy",
              "layer_sizes.npy",
              "seeds.npy",
              "activation.npy",
              "empty.npy");
      Array theta = read(zip, "theta");
      assertThat(theta.header())
          .isEqualTo("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }");
      assertThat(theta.data().remaining()).isEqualTo(24);
      assertThat(theta.data().getDouble(0)).isEqualTo(1.5);
      assertThat(Double.doubleToRawLongBits(theta.data().getDouble(8)))
          .isEqualTo(Double.doubleToRawLongBits(-0.0));
      assertThat(theta.data().getDouble(16)).isNaN();

      Array matrix = read(zip, "x_train");
      assertThat(matrix.header())
          .isEqualTo("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
      for (int i = 0; i < 6; i++) {
        assertThat(matrix.data().getDouble(8 * i)).isEqualTo(i + 1);
      }

      Array cube = read(zip, "truth_loss");
      assertThat(cube.header()).contains("'shape': (2, 2, 3)");
      assertThat(cube.data().remaining()).isEqualTo(12 * 8);
      assertThat(cube.data().getDouble(8 * 11)).isEqualTo(32);

      Array sizes = read(zip, "layer_sizes");
      assertThat(sizes.header()).contains("'<i4'").contains("(3,)");
      assertThat(sizes.data().getInt(8)).isEqualTo(-1);
      Array seeds = read(zip, "seeds");
      assertThat(seeds.header()).contains("'<i8'").contains("(1, 2)");
      assertThat(seeds.data().getLong(0)).isEqualTo(1L << 40);

      Array text = read(zip, "activation");
      assertThat(text.header()).contains("'<U6'").contains("(3,)");
      byte[] words = new byte[3 * 6 * 4];
      text.data().get(words);
      assertThat(new String(words, Charset.forName("UTF-32LE")).replace("\0", "|"))
          .isEqualTo("gelu||größer||||||");
      assertThat(read(zip, "empty").header()).contains("(0, 4)");
    }
  }

  @Test
  void equalContentGivesEqualBytes() throws IOException {
    byte[][] contents = new byte[2][];
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve(i + ".npz");
      try (NpzWriter npz = new NpzWriter(file)) {
        npz.doubles("a", new double[] {1, 2}, 2);
        npz.finish();
      }
      contents[i] = Files.readAllBytes(file);
    }
    assertThat(contents[1]).isEqualTo(contents[0]);
  }

  @Test
  void anUnfinishedFileLeavesNothing() throws IOException {
    try (NpzWriter npz = new NpzWriter(folder.resolve("a.npz"))) {
      npz.doubles("a", new double[] {1, 2}, 2);
      assertThatThrownBy(() -> npz.doubles("b", new double[] {1, 2}, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("array b: 2 values for shape [3]");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).isEqualTo(List.of());
    }
  }

  @Test
  void aMissingFolderIsOneClearLine() {
    Path target = folder.resolve("missing/a.npz");
    assertThatThrownBy(() -> new NpzWriter(target))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot write " + target);
  }
}
