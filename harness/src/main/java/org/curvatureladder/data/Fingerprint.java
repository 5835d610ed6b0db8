package org.curvatureladder.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a sequence of typed values. Numbers enter as their big-endian bits and doubles as raw
 * IEEE bits, so that equal fingerprints mean equal bits on every platform; strings and arrays enter
 * with their length, so that no two different sequences run together.
 */
public final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

  /** The fingerprint of nothing yet. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of counts, features and targets: 64 hex digits. The name does not enter. */
  public static String of(Dataset data) {
    return new Fingerprint()
        .add(data.count())
        .add(data.featureCount())
        .add(data.classCount())
        .add(data.features())
        .add(data.targets())
        .hex();
  }

  /** Appends the 8 bytes of a whole number. */
  public Fingerprint add(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Appends the raw IEEE bits; -0.0 and 0.0 differ. */
  public Fingerprint add(double value) {
    return add(Double.doubleToRawLongBits(value));
  }

  /** Appends the length and the UTF-8 bytes. */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    return addBytes(bytes, 0, bytes.length);
  }

  /** Appends the length and every value. */
  public Fingerprint add(double[] values) {
    add(values.length);
    for (double value : values) {
      add(value);
    }
    return this;
  }

  /** Appends the length and every value. */
  public Fingerprint add(int[] values) {
    add(values.length);
    for (int value : values) {
      add(value);
    }
    return this;
  }

  /** Appends bytes as they are, without their length: for the hash of a file's content. */
  public Fingerprint addBytes(byte[] bytes, int from, int length) {
    flush();
    digest.update(bytes, from, length);
    return this;
  }

  /** The hash as 64 hex digits; ends this fingerprint. */
  public String hex() {
    return HexFormat.of().formatHex(finish());
  }

  /** The hash as four 64-bit words, for instance to seed a generator; ends this fingerprint. */
  public long[] words() {
    long[] words = new long[4];
    ByteBuffer.wrap(finish()).asLongBuffer().get(words);
    return words;
  }

  private byte[] finish() {
    flush();
    return digest.digest();
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
