package org.curvatureladder.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of a published data set that the library may not carry: read from the data folder, or
 * downloaded into it once. Gzipped or not, the hash is that of the unzipped content, because the
 * same content is published with different gzip headers.
 *
 * @param path where the file is kept below the data folder, for instance {@code
 *     mnist/t10k-labels-idx1-ubyte.gz}; the same file without (or with) the ending {@code .gz} is
 *     also read
 * @param address its canonical address
 * @param sha256 SHA-256 of the unzipped content, 64 lower-case hex digits
 */
public record RemoteFile(String path, URI address, String sha256) {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteFile.class);
  private static final String GZIP = ".gz";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The unzipped content, downloaded first if the data folder does not hold it.
   *
   * @param folder the data folder; created if something has to be downloaded
   * @throws InvalidInputException if there is no local file and it cannot be downloaded or written
   * @throws DamagedDataException if the local or the downloaded content has another hash
   */
  public byte[] content(Path folder) {
    return content(folder, PATIENCE);
  }

  byte[] content(Path folder, Duration patience) {
    Path target = folder.resolve(path);
    Path twin = folder.resolve(withOrWithoutGzip());
    for (Path local : List.of(target, twin)) {
      if (Files.exists(local)) {
        return local(local);
      }
    }
    // One thread of one process at a time: shards that start together share the data folder.
    synchronized (RemoteFile.class) {
      try {
        Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
        try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".download.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
          channel.lock(); // released with the channel
          return Files.exists(target) ? local(target) : download(target, patience);
        }
      } catch (IOException e) {
        throw new InvalidInputException(
            "data folder %s cannot be written (%s); expected a writable folder, or the file %s in it"
                .formatted(folder, e, path));
      }
    }
  }

  private String withOrWithoutGzip() {
    return path.endsWith(GZIP) ? path.substring(0, path.length() - GZIP.length()) : path + GZIP;
  }

  private byte[] local(Path file) {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = FileContent.read(in);
    } catch (IOException e) {
      throw new DamagedDataException(
          "%s cannot be read (%s); delete it to download it again from %s"
              .formatted(file, e.getMessage(), address));
    }
    String found = FileContent.sha256(content);
    if (!found.equals(sha256)) {
      throw new DamagedDataException(
          "%s: its content has SHA-256 %s, expected %s; delete it to download it again from %s"
              .formatted(file, found, sha256, address));
    }
    return content;
  }

  private byte[] download(Path target, Duration patience) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean resumed = Files.exists(part);
    LOG.info("downloading {} to {}", address, target);
    fetch(part, target, patience);
    if (resumed && !matches(part)) {
      // The part may stem from another edition of the file: only a fresh download can tell.
      Files.delete(part);
      fetch(part, target, patience);
    }
    if (!matches(part)) {
      Files.delete(part);
      throw new DamagedDataException(
          "%s is not the file expected: the SHA-256 of its content should be %s; put the right one at %s"
              .formatted(address, sha256, target));
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return local(target);
  }

  private void fetch(Path part, Path target, Duration patience) {
    try {
      new Download(patience).fetch(address, part);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot download %s (%s); when offline, put that file at %s, or give another data folder"
              .formatted(address, e.getMessage(), target));
    }
  }

  private boolean matches(Path part) {
    try (InputStream in = Files.newInputStream(part)) {
      return FileContent.sha256(FileContent.read(in)).equals(sha256);
    } catch (IOException e) {
      return false; // a damaged gzip file, for instance one with an error page in it
    }
  }
}
