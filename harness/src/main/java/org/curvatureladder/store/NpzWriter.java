package org.curvatureladder.store;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes NumPy's .npz: a zip of .npy arrays (format version 1.0, C order, little-endian), stored
 * uncompressed. Arrays stream row by row and are never copied as a whole: a zip wants the checksum
 * of a stored entry before its content, so rows are asked for twice.
 *
 * <p>The file appears under its name on {@link #finish}; without it, {@link #close} leaves nothing.
 * Source of the format: NEP 1, "A simple file format for NumPy arrays".
 */
public final class NpzWriter implements Closeable {
  private static final int HEADER_ALIGNMENT = 64;
  private static final LocalDateTime SAME_TIME_ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path target;
  private final AtomicFile file;
  private final ZipOutputStream zip;

  /** Gives the rows of an array. */
  @FunctionalInterface
  public interface RowSource {

    /**
     * Writes row {@code row} into the array given. Called twice per row, in ascending order each
     * time; both times it must give the same numbers.
     */
    void fill(int row, double[] target);
  }

  /** Bytes of one row of an array of any type. */
  @FunctionalInterface
  private interface ByteRows {
    void fill(int row, ByteBuffer target);
  }

  /**
   * Begins a file.
   *
   * @throws StorageException if it cannot be written
   */
  public NpzWriter(Path target) {
    this.target = target;
    Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
    this.file = new AtomicFile(folder, String.valueOf(target.getFileName()));
    try {
      this.zip =
          new ZipOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file.path()), 1 << 20));
      zip.setMethod(ZipOutputStream.STORED);
    } catch (IOException e) {
      throw StorageException.writing(target, e);
    }
  }

  /** A float64 array of the given shape from its values in C order. */
  public void doubles(String name, double[] values, int... shape) {
    int width = width(shape);
    requireCount(name, values.length, shape);
    doubles(name, shape, (row, out) -> System.arraycopy(values, row * width, out, 0, width));
  }

  /**
   * A float64 array row by row.
   *
   * @param shape one or more dimensions; a row is the last one, rows count over all others
   */
  public void doubles(String name, int[] shape, RowSource rows) {
    double[] row = new double[width(shape)];
    entry(
        name,
        "<f8",
        Double.BYTES,
        shape,
        (index, bytes) -> {
          rows.fill(index, row);
          bytes.asDoubleBuffer().put(row);
        });
  }

  /** An int32 array of the given shape from its values in C order. */
  public void ints(String name, int[] values, int... shape) {
    int width = width(shape);
    requireCount(name, values.length, shape);
    entry(
        name,
        "<i4",
        Integer.BYTES,
        shape,
        (row, bytes) -> bytes.asIntBuffer().put(values, row * width, width));
  }

  /** An int64 array of the given shape from its values in C order. */
  public void longs(String name, long[] values, int... shape) {
    int width = width(shape);
    requireCount(name, values.length, shape);
    entry(
        name,
        "<i8",
        Long.BYTES,
        shape,
        (row, bytes) -> bytes.asLongBuffer().put(values, row * width, width));
  }

  /** A one-dimensional array of fixed-width Unicode strings (UTF-32, padded with zeros). */
  public void strings(String name, String... values) {
    int length = Math.max(1, Arrays.stream(values).mapToInt(NpzWriter::codePoints).max().orElse(1));
    entry(
        name,
        "<U" + length,
        Integer.BYTES * length,
        new int[] {values.length},
        (row, bytes) -> {
          for (String value : values) {
            int[] points = Arrays.copyOf(value.codePoints().toArray(), length);
            Arrays.stream(points).forEach(bytes::putInt);
          }
        });
  }

  /**
   * Makes the file durable under its name.
   *
   * @throws StorageException if it cannot be written
   */
  public void finish() {
    try {
      zip.close();
      file.commit(String.valueOf(target.getFileName()));
    } catch (IOException e) {
      throw StorageException.writing(target, e);
    }
  }

  /** Leaves nothing behind unless {@link #finish} succeeded. */
  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw StorageException.writing(target, e);
    } finally {
      file.close();
    }
  }

  private void entry(String name, String type, int itemBytes, int[] shape, ByteRows rows) {
    byte[] header = header(type, shape);
    int rowCount = 1;
    for (int d = 0; d < shape.length - 1; d++) {
      rowCount = Math.multiplyExact(rowCount, shape[d]);
    }
    ByteBuffer row =
        ByteBuffer.allocate(Math.multiplyExact(itemBytes, width(shape)))
            .order(ByteOrder.LITTLE_ENDIAN);
    try {
      CRC32 crc = new CRC32();
      crc.update(header);
      for (int r = 0; r < rowCount; r++) {
        rows.fill(r, row.clear());
        crc.update(row.array());
      }
      ZipEntry entry = new ZipEntry(name + ".npy");
      entry.setTimeLocal(SAME_TIME_ALWAYS); // equal content, equal bytes
      entry.setSize(header.length + (long) rowCount * row.capacity());
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(header);
      for (int r = 0; r < rowCount; r++) {
        rows.fill(r, row.clear());
        zip.write(row.array());
      }
      zip.closeEntry();
    } catch (IOException e) {
      throw StorageException.writing(target, e);
    }
  }

  /** Magic, version 1.0, length, a Python dictionary padded so that the data are aligned. */
  private static byte[] header(String type, int[] shape) {
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type, dimensions, shape.length == 1 ? "," : "");
    int unpadded = 10 + dictionary.length() + 1;
    int length = (unpadded + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
    byte[] text =
        (dictionary + " ".repeat(length - unpadded) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static int width(int[] shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("need at least one dimension");
    }
    return shape[shape.length - 1];
  }

  private static void requireCount(String name, int count, int[] shape) {
    long expected = 1;
    for (int size : shape) {
      expected *= size;
    }
    if (count != expected) {
      throw new IllegalArgumentException(
          "array %s: %d values for shape %s".formatted(name, count, Arrays.toString(shape)));
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
