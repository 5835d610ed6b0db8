package org.curvatureladder.data;

import java.util.Collection;
import java.util.Optional;

/**
 * The valid name a misspelt one most likely means: the smallest edit distance (Levenshtein 1966:
 * insertions, deletions and substitutions), ignoring case, as long as most letters agree.
 */
public final class NearestName {
  private NearestName() {}

  /**
   * The nearest valid name, the first of several equally near; empty when more than a third of the
   * letters (and more than two) would have to change.
   */
  public static Optional<String> of(String given, Collection<String> valid) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String name : valid) {
      int distance = distance(given.toLowerCase(java.util.Locale.ROOT), name);
      int allowed = Math.max(Math.min(2, name.length() - 1), name.length() / 3);
      if (distance <= allowed && distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** What to append to an error: {@code ; did you mean 'masks'?} or nothing. */
  public static String hint(String given, Collection<String> valid) {
    return of(given, valid).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private static int distance(String given, String valid) {
    String name = valid.toLowerCase(java.util.Locale.ROOT);
    int[] previous = new int[name.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= given.length(); i++) {
      int[] current = new int[name.length() + 1];
      current[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int substituted = previous[j - 1] + (given.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[name.length()];
  }
}
