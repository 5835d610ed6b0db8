package org.curvatureladder.plots.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.curvatureladder.verdict.Comparison;
import org.curvatureladder.verdict.Place;
import org.curvatureladder.verdict.Verdict;

/**
 * A verdict as the page shows it.
 *
 * @param id of the claim
 * @param claim its text
 * @param word the verdict
 * @param style class of its badge
 * @param effect of the deciding comparison; empty if not run
 * @param interval of it
 * @param p after Holm's correction, with the size of the family; empty where the rule needs none
 * @param n units resampled; empty for an exact effect
 * @param comparison what was compared, or what is missing
 * @param where metric, setup, alpha and epoch
 * @param link to the figure or the experiment's section
 * @param source name of that experiment; empty if not run
 * @param retrainings that it would take to decide; empty if decided
 * @param decidedBy which comparison decides it, in words
 * @param parts how its parts came out
 */
record VerdictView(
    String id,
    String claim,
    String word,
    String style,
    String effect,
    String interval,
    String p,
    String n,
    String comparison,
    String where,
    String link,
    String source,
    String retrainings,
    String decidedBy,
    List<PartView> parts) {

  /** One part of a claim. */
  record PartView(
      String claim,
      String name,
      String word,
      String style,
      int supported,
      int contradicted,
      int open) {}

  static VerdictView of(Verdict verdict, Anchors anchors) {
    String id = verdict.claim().id();
    List<PartView> parts =
        verdict.parts().stream()
            .map(
                part ->
                    new PartView(
                        id,
                        Findings.arrows(part.name()),
                        part.word().text(),
                        style(part.word().name()),
                        part.supported(),
                        part.contradicted(),
                        part.open()))
            .toList();
    if (verdict.deciding().isEmpty()) {
      return new VerdictView(
          id,
          claim(verdict),
          verdict.word().text(),
          style(verdict.word().name()),
          "",
          "",
          "",
          "",
          "no rows for " + Findings.arrows(verdict.missing()),
          "",
          "",
          "",
          "",
          verdict.claim().decidedBy(),
          parts);
    }
    Comparison deciding = verdict.deciding().get();
    return new VerdictView(
        id,
        claim(verdict),
        verdict.word().text(),
        style(verdict.word().name()),
        Numbers.value(deciding.effect()),
        deciding.isExact() ? "exact" : Numbers.interval(deciding.low(), deciding.high()),
        Double.isNaN(verdict.adjusted())
            ? ""
            : "p %s among %d"
                .formatted(Numbers.probability(verdict.adjusted()), verdict.comparisons()),
        deciding.isExact() ? "" : Numbers.count(deciding.n()),
        Findings.arrows(deciding.method()),
        deciding.metric() + ", " + where(deciding.place()),
        anchors.figureOrSection(deciding.place().experiment(), verdict.claim().figure()),
        deciding.place().experiment(),
        retrainings(verdict),
        verdict.claim().decidedBy(),
        parts);
  }

  private static String retrainings(Verdict verdict) {
    if (verdict.retrainings().isEmpty()) {
      return "";
    }
    double count = verdict.retrainings().getAsDouble();
    return Double.isInfinite(count) ? "no number would" : Numbers.count(count);
  }

  private static String claim(Verdict verdict) {
    return verdict.claim().text().replace(">=", "\u2265").replace(">>", "\u226b");
  }

  private static String where(Place place) {
    List<String> parts = new ArrayList<>();
    if (!place.setting().equals(org.curvatureladder.store.ResultRow.ONLY_SETTING)) {
      parts.add(place.setting());
    }
    parts.add(place.setup());
    if (!Double.isNaN(place.alpha())) {
      parts.add("\u03b1 = " + Numbers.plain(place.alpha()));
    }
    parts.add("epoch " + place.checkpoint());
    return String.join(", ", parts);
  }

  private static String style(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
