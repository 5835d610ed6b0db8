package org.curvatureladder.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.TDistribution;
import org.curvatureladder.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each judgement and each word, on made-up comparisons. */
class VerdictRuleTest {
  private static final Place PLACE = new Place("e", "default", "1x16", 0.5, 10);

  /** Effect, half-width, p of one comparison alone, and what the three expectations make of it. */
  @ParameterizedTest
  @CsvSource({
    " .050, .010, .001, HOLDS, HOLDS",
    "-.050, .010, .001, DOES_NOT_HOLD, DOES_NOT_HOLD",
    " .001, .004, .600, DOES_NOT_HOLD, HOLDS",
    " .006, .002, .001, DOES_NOT_HOLD, HOLDS",
    "-.006, .002, .001, DOES_NOT_HOLD, HOLDS",
    " .005, .020, .600, UNDECIDED, UNDECIDED",
    " .015, .016, .060, UNDECIDED, HOLDS",
    "-.020, .025, .100, DOES_NOT_HOLD, UNDECIDED"
  })
  void judgesOneComparison(double effect, double half, double p, Word better, Word atLeast) {
    // -.020 + .025 = .005: no better than by half of what matters.
    assertThat(word(comparison(effect, half, p), Expectation.better(0.01))).isEqualTo(better);
    assertThat(word(comparison(effect, half, p), Expectation.atLeast(0.01))).isEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    ".50, .05, HOLDS",
    ".30, .05, DOES_NOT_HOLD",
    ".70, .05, DOES_NOT_HOLD",
    ".42, .05, UNDECIDED",
    ".50, .15, UNDECIDED"
  })
  void holdsAgainstBounds(double effect, double half, Word word) {
    Expectation bounds = Expectation.within(0.4, 0.6);
    assertThat(word(comparison(effect, half, Double.NaN), bounds)).isEqualTo(word);
  }

  @Test
  void exactEffectsNeedNoIntervalAndNoCorrection() {
    Expectation positive = Expectation.within(0, Double.POSITIVE_INFINITY);
    Verdict verdict = decide(part(Trial.of(comparison(0.2, 0, Double.NaN), positive)));
    assertThat(verdict.word()).isEqualTo(Word.HOLDS);
    assertThat(verdict.comparisons()).isZero();
    assertThat(word(comparison(-0.1, 0, Double.NaN), positive)).isEqualTo(Word.DOES_NOT_HOLD);
  }

  /** .02 alone is significant; Holm's family of three makes it .06 and .04 of p = .02, .02. */
  @Test
  void theMoreComparisonsTheMoreIsAskedOfEach() {
    Trial one = Trial.of(comparison(0.05, 0.045, 0.02), Expectation.better(0.01));
    assertThat(decide(part(one)).word()).isEqualTo(Word.HOLDS);
    Verdict three = decide(part(one, trial("a", 0.03), trial("b", 0.03)));
    assertThat(three.word()).isEqualTo(Word.UNDECIDED);
    assertThat(three.comparisons()).isEqualTo(3);
    assertThat(three.adjusted()).isCloseTo(0.06, within(Tolerances.EXACT));
  }

  /** An interval that excludes .01 alone does not when it is one of twenty. */
  @Test
  void intervalsAreWidenedToTheFamily() {
    Expectation bounds = Expectation.within(0, 1);
    Trial clear = Trial.of(comparison(0.05, 0.04, Double.NaN), bounds);
    assertThat(decide(part(clear)).word()).isEqualTo(Word.HOLDS);
    Trial[] many = new Trial[20];
    for (int k = 0; k < many.length; k++) {
      many[k] = Trial.of(named("m" + k, 0.05, 0.04, Double.NaN), bounds);
    }
    assertThat(decide(part(many)).word()).isEqualTo(Word.UNDECIDED);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 1, HOLDS",
    "2, 2, 0, DOES_NOT_HOLD",
    "2, 1, 1, UNDECIDED",
    "1, 2, 1, DOES_NOT_HOLD",
    "0, 0, 3, UNDECIDED",
    "2, 1, 0, HOLDS",
    "1, 1, 2, UNDECIDED"
  })
  void aPartHoldsByMoreThanHalfOfItsTrials(int supported, int contradicted, int open, Word word) {
    List<Trial> trials = new java.util.ArrayList<>();
    for (int k = 0; k < supported + contradicted + open; k++) {
      double effect = k < supported ? 0.05 : k < supported + contradicted ? -0.05 : 0.008;
      double p = k < supported + contradicted ? 1e-9 : 0.3;
      trials.add(Trial.of(named("m" + k, effect, 0.01, p), Expectation.better(0.01)));
    }
    Verdict verdict = decide(new Part("part", trials));
    assertThat(verdict.word()).isEqualTo(word);
    assertThat(verdict.parts())
        .containsExactly(new Verdict.PartResult("part", word, supported, contradicted, open));
  }

  @Test
  void aTrialNeedsAllItsComparisonsAndOneCanBreakIt() {
    Trial.Expected good =
        new Trial.Expected(named("good", 0.05, 0.01, 1e-9), Expectation.better(0.01));
    Trial.Expected bad =
        new Trial.Expected(named("bad", -0.05, 0.01, 1e-9), Expectation.better(0.01));
    Trial.Expected open =
        new Trial.Expected(named("open", 0.01, 0.02, 0.4), Expectation.better(0.01));
    assertThat(decide(part(new Trial(List.of(good, good)))).word()).isEqualTo(Word.HOLDS);
    Verdict broken = decide(part(new Trial(List.of(good, open, bad))));
    assertThat(broken.word()).isEqualTo(Word.DOES_NOT_HOLD);
    assertThat(broken.deciding()).contains(bad.comparison());
    Verdict undecided = decide(part(new Trial(List.of(good, open))));
    assertThat(undecided.word()).isEqualTo(Word.UNDECIDED);
    assertThat(undecided.deciding()).contains(open.comparison());
  }

  @Test
  void aClaimNeedsAllItsParts() {
    Part good = part(trial("a", 1e-9));
    Part bad =
        new Part("bad", List.of(Trial.of(comparison(-0.05, 0.01, 1e-9), Expectation.better(0.01))));
    Part open =
        new Part("open", List.of(Trial.of(named("o", 0.01, 0.02, 0.4), Expectation.better(0.01))));
    assertThat(decide(good, good).word()).isEqualTo(Word.HOLDS);
    assertThat(decide(good, open).word()).isEqualTo(Word.UNDECIDED);
    assertThat(decide(open, bad, good).word()).isEqualTo(Word.DOES_NOT_HOLD);
    Verdict missing = decide(bad, new Part("gone", List.of()));
    assertThat(missing.word()).isEqualTo(Word.NOT_RUN);
    assertThat(missing.missing()).isEqualTo("gone");
    assertThat(missing.deciding()).isEmpty();
  }

  @Test
  void showsTheMiddleOneOfThoseThatDecided() {
    Verdict verdict =
        decide(
            part(
                Trial.of(named("a", 0.09, 0.01, 1e-9), Expectation.better(0.01)),
                Trial.of(named("b", -0.05, 0.01, 1e-9), Expectation.better(0.01)),
                Trial.of(named("c", 0.05, 0.01, 1e-9), Expectation.better(0.01)),
                Trial.of(named("d", 0.07, 0.01, 1e-9), Expectation.better(0.01))));
    assertThat(verdict.deciding()).map(Comparison::method).contains("d");
  }

  /**
   * .004 with half-width .02 at 100 masks, family of one: .006 below what matters is farther than
   * .004 above 0, so 100 (.02 / .006)^2 = 1112 masks of 10 retrainings.
   */
  @Test
  void countsTheRetrainingsItWouldTake() {
    Trial open = Trial.of(comparison(0.004, 0.02, 0.7), Expectation.better(0.01));
    Evidence ten = new FakeRows().repeats("1x16", 10).as("e");
    assertThat(decide(ten, part(open)).retrainings()).hasValue(11_120);
    assertThat(decide(part(open)).retrainings()).as("repeats not stored").isEmpty();
    assertThat(decide(ten, part(trial("a", 1e-9))).retrainings()).as("decided").isEmpty();
  }

  /** Epochs share their retrainings, networks do not, and a wider family asks for more. */
  @Test
  void retrainingsAddUpOverNetworksAndNotOverEpochs() {
    Expectation better = Expectation.better(0.01);
    Place later = new Place("e", "default", "1x16", 0.5, 100);
    Place other = new Place("e", "default", "4x16", 0.5, 10);
    Evidence evidence = new FakeRows().repeats("1x16", 10).repeats("4x16", 4).as("e");
    OptionalDouble sum =
        decide(
                evidence,
                part(
                    Trial.of(at(PLACE, 0.02, 0.02), better),
                    Trial.of(at(later, 0.01, 0.02), better),
                    Trial.of(at(other, 0.02, 0.04), better)))
            .retrainings();
    TDistribution student = new TDistribution(99);
    double wider =
        student.inverseCumulativeProbability(0.025 / 3)
            / student.inverseCumulativeProbability(0.025);
    double masks = Math.ceil(400 * wider * wider);
    assertThat(sum).hasValue(masks * 10 + masks * 4);
  }

  private static Word word(Comparison comparison, Expectation expectation) {
    return decide(part(Trial.of(comparison, expectation))).word();
  }

  private static Verdict decide(Part... parts) {
    return decide(new FakeRows().as("e"), parts);
  }

  private static Verdict decide(Evidence evidence, Part... parts) {
    return new VerdictRule()
        .decide(new Claim("X", "text", "by", "figure", rows -> List.of(parts)), evidence);
  }

  private static Part part(Trial... trials) {
    return new Part("part", List.of(trials));
  }

  private static Trial trial(String method, double p) {
    return Trial.of(named(method, 0.05, 0.045, p), Expectation.better(0.01));
  }

  private static Comparison comparison(double effect, double half, double p) {
    return named("method", effect, half, p);
  }

  private static Comparison at(Place place, double effect, double half) {
    return new Comparison(
        place, "lds-step", "m", effect, effect - half, effect + half, 0.3, 100, 0.95);
  }

  private static Comparison named(String method, double effect, double half, double p) {
    return new Comparison(
        PLACE, "lds-step", method, effect, effect - half, effect + half, p, 100, 0.95);
  }

  @Test
  void wordsAreWrittenAsPeopleReadThem() {
    assertThat(Optional.of(Word.DOES_NOT_HOLD)).map(Word::text).contains("does not hold");
  }
}
