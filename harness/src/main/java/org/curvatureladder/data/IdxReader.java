package org.curvatureladder.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The IDX format of MNIST and FashionMNIST, gzipped or plain (LeCun, Cortes and Burges, "The MNIST
 * database of handwritten digits", file formats): two zero bytes, the type (8: unsigned byte, the
 * only one read here), the number of dimensions d, then d big-endian 32-bit sizes, then the values
 * row-major.
 */
public final class IdxReader {
  private static final int UNSIGNED_BYTE = 0x08;

  private IdxReader() {}

  /**
   * An array of unsigned bytes.
   *
   * @param sizes size of each dimension, the first being the number of examples
   * @param values all values, row-major, as signed Java bytes: {@code value & 0xff} is 0..255
   */
  public record Bytes(int[] sizes, byte[] values) {
    /** Number of examples: the size of the first dimension. */
    public int count() {
      return sizes[0];
    }

    /** Values per example: the product of the other sizes; 1 for a vector. */
    public int width() {
      return values.length / sizes[0];
    }
  }

  /**
   * Reads a file, gzipped or plain.
   *
   * @param dimensions expected number of dimensions: 1 for labels, 3 for images
   * @throws InvalidInputException if there is no such file
   * @throws DamagedDataException if it is not an IDX file of unsigned bytes with that many
   *     dimensions, or holds fewer or more values than its header says
   */
  public static Bytes read(Path file, int dimensions) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(FileContent.read(in), dimensions, file.toString());
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": no such file; expected an IDX file");
    } catch (IOException e) {
      throw new DamagedDataException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * Parses the unzipped content of an IDX file.
   *
   * @param content the whole file
   * @param dimensions expected number of dimensions: 1 for labels, 3 for images
   * @param where what to call the file in errors
   * @throws DamagedDataException as {@link #read}
   */
  public static Bytes parse(byte[] content, int dimensions, String where) {
    int header = 4 + 4 * dimensions;
    if (content.length < 4) {
      throw damaged(where, content.length + " bytes long", "an IDX header of " + header + " bytes");
    }
    int magic = int32(content, 0);
    int expected = UNSIGNED_BYTE << 8 | dimensions;
    if (magic != expected) {
      throw damaged(
          where,
          "magic number 0x%08x".formatted(magic),
          "0x%08x (IDX, unsigned bytes, %d dimension%s)"
              .formatted(expected, dimensions, dimensions == 1 ? "" : "s"));
    }
    if (content.length < header) {
      throw damaged(where, content.length + " bytes long", "an IDX header of " + header + " bytes");
    }
    int[] sizes = new int[dimensions];
    long total = 1;
    for (int d = 0; d < dimensions; d++) {
      sizes[d] = int32(content, 4 + 4 * d);
      if (sizes[d] <= 0) {
        throw damaged(where, "size of dimension " + (d + 1) + " is " + sizes[d], "at least 1");
      }
      total = Math.min(total * sizes[d], Integer.MAX_VALUE);
    }
    if (content.length - header != total) {
      throw damaged(
          where,
          (content.length - header) + " values after the header",
          String.join(" x ", Arrays.stream(sizes).mapToObj(String::valueOf).toList()));
    }
    return new Bytes(sizes, Arrays.copyOfRange(content, header, content.length));
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static DamagedDataException damaged(String where, String found, String expected) {
    return new DamagedDataException(where + ": " + found + "; expected " + expected);
  }
}
