package org.curvatureladder.experiments.check;

import java.util.Locale;

/**
 * Something that is worse than what was accepted.
 *
 * @param rule the rule that was broken
 * @param where the row: setup, checkpoint, method
 * @param accepted the reference's value
 * @param found the run's value; NaN if the run has no such row
 * @param allowed how far the value may move
 */
public record Finding(Rule rule, String where, double accepted, double found, double allowed) {

  /** The rules, as docs/method.md states them. */
  public enum Rule {
    /** LDS fell by more than chance allows, and by more than the stated factor. */
    LDS_FELL("LDS fell"),
    /** The order of two rungs, significant before, is significant the other way round. */
    ORDER_TURNED("the order turned"),
    /** A number that the recipe fixes is another one. */
    NUMBER_MOVED("a deterministic number moved"),
    /** The run has no such row. */
    MISSING("missing");

    private final String text;

    Rule(String text) {
      this.text = text;
    }
  }

  /** One line: which, by how much, and what was allowed. */
  @Override
  public String toString() {
    if (rule == Rule.MISSING) {
      return "%s: %s (accepted %s)".formatted(where, rule.text, number(accepted));
    }
    return "%s: %s: accepted %s, found %s, a change of %s; allowed %s"
        .formatted(
            where,
            rule.text,
            number(accepted),
            number(found),
            number(found - accepted),
            number(allowed));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
