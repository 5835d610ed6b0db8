package org.curvatureladder.data;

/**
 * Stored data cannot be trusted. The message is one line for the user: which file, what is wrong,
 * and what to do about it. Exit code 1.
 */
public final class DamagedDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its one line for the user. */
  public DamagedDataException(String message) {
    super(message);
  }
}
