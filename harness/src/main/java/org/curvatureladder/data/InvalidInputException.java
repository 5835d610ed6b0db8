package org.curvatureladder.data;

/**
 * The user's input cannot be used. The message is one line for the user: what is wrong, where, what
 * was expected, and the nearest valid name where there is one. Exit code 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its one line for the user. */
  public InvalidInputException(String message) {
    super(message);
  }
}
