package org.curvatureladder.store;

import org.curvatureladder.data.Fingerprint;

/**
 * Name of the folder of a run: the first 12 hex digits of the SHA-256 of what changes its numbers.
 *
 * @param value 12 hex digits
 */
public record RecipeHash(String value) {
  private static final int DIGITS = 12;

  /** Checks the form. */
  public RecipeHash {
    if (!value.matches("[0-9a-f]{" + DIGITS + "}")) {
      throw new IllegalArgumentException("not a recipe hash: " + value);
    }
  }

  /**
   * The hash of a recipe on data.
   *
   * @param canonical the resolved recipe's content that changes numbers, in one canonical form
   * @param data hash of the data set: the content, not the path
   */
  public static RecipeHash of(String canonical, String data) {
    return new RecipeHash(new Fingerprint().add(canonical).add(data).hex().substring(0, DIGITS));
  }

  @Override
  public String toString() {
    return value;
  }
}
