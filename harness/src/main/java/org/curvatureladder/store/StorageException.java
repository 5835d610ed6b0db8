package org.curvatureladder.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Results could not be written or read: a full disk, a folder that went away. The message is one
 * line for the user. Exit code 1; what was stored before stays good.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its one line for the user. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  static StorageException writing(Path file, IOException cause) {
    return new StorageException("cannot write " + file + ": " + reason(cause), cause);
  }

  static StorageException reading(Path file, IOException cause) {
    return new StorageException("cannot read " + file + ": " + reason(cause), cause);
  }

  /** What the operating system says, without the path that the caller names anyway. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a folder";
    }
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
