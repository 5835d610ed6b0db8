package org.curvatureladder.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The content of a file that may or may not be gzipped, told by its first two bytes (RFC 1952), not
 * by its name: the same data set is published with different gzip headers, so only the content can
 * be compared.
 */
final class FileContent {
  private FileContent() {}

  /**
   * Every byte of the stream, unzipped if it starts with the gzip magic number.
   *
   * @throws IOException if the stream cannot be read, or is a damaged or truncated gzip file
   */
  static byte[] read(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return zipped ? new GZIPInputStream(in, 1 << 16).readAllBytes() : in.readAllBytes();
  }

  /** SHA-256 of a content, 64 lower-case hex digits. */
  static String sha256(byte[] content) {
    return new Fingerprint().addBytes(content, 0, content.length).hex();
  }
}
