package org.curvatureladder.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curvatureladder.data.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that appears whole or not at all: written under a hidden temporary name beside its final
 * place, flushed to the disk (file and folder), renamed. Without {@link #commit} it disappears on
 * {@link #close}.
 *
 * <p>The temporary name carries the writing process, so that what a killed run left behind can be
 * told from what another process is writing at this moment.
 */
public final class AtomicFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final int PROBE_BYTES = 1 << 16;
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d+)-[0-9a-f-]{36}\\.tmp");

  private final Path folder;
  private final Path temporary;
  private boolean committed;

  /**
   * Chooses a temporary name; the caller creates the file at {@link #path()}.
   *
   * @param folder an existing folder
   * @param label beginning of the temporary name
   */
  public AtomicFile(Path folder, String label) {
    this.folder = folder;
    this.temporary =
        folder.resolve(
            ".%s.%d-%s.tmp".formatted(label, ProcessHandle.current().pid(), UUID.randomUUID()));
  }

  /** Where to write. */
  public Path path() {
    return temporary;
  }

  /**
   * Makes the content durable and gives it its name, in place of an older file of that name.
   *
   * @param name final file name within the folder
   */
  public void commit(String name) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    committed = true;
    forceFolder();
  }

  /** Deletes what was written unless it was committed. */
  @Override
  public void close() {
    if (!committed) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // Hidden, ignored by every reader, swept by the next run.
        temporary.toFile().deleteOnExit();
      }
    }
  }

  /**
   * Writes a whole file.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path target, byte[] content) {
    Path file = target.toAbsolutePath();
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    String name = String.valueOf(file.getFileName());
    try (AtomicFile atomic = new AtomicFile(folder, name)) {
      Files.write(atomic.path(), content);
      atomic.commit(name);
    } catch (IOException e) {
      throw StorageException.writing(target, e);
    }
  }

  /**
   * Makes a folder ready for a run: creates it, proves that files can be written there, and deletes
   * what a killed run left half-written.
   *
   * @throws InvalidInputException if nothing can be written there
   */
  public static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      try (AtomicFile probe = new AtomicFile(folder, "probe")) {
        Files.write(probe.path(), new byte[PROBE_BYTES]);
      }
      int swept = sweep(folder);
      if (swept > 0) {
        LOG.info("{} unfinished files of a killed run removed from {}", swept, folder);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write to the output folder %s: %s; expected a folder that can be written to"
              .formatted(folder, StorageException.reason(e)));
    }
  }

  /**
   * Makes a folder inside one that is ready already, in the middle of a run.
   *
   * @throws StorageException if it cannot be made or written to: a disk may fill up meanwhile
   */
  static void extend(Path folder) {
    try {
      Files.createDirectories(folder);
      sweep(folder);
    } catch (IOException e) {
      throw StorageException.writing(folder, e);
    }
  }

  /** Deletes temporary files in a folder whose process is gone; returns how many. */
  private static int sweep(Path folder) throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> hidden = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : hidden) {
        Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && !isAlive(name.group(1))) {
          swept += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
    }
    return swept;
  }

  private static boolean isAlive(String pid) {
    return pid.length() < 19
        && ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }

  private void forceFolder() throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // a folder cannot be opened there, and renames are journalled
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
