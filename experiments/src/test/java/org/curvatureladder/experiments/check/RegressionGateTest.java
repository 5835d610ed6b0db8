package org.curvatureladder.experiments.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.curvatureladder.store.ResultRow;
import org.junit.jupiter.api.Test;

class RegressionGateTest {
  private static final RegressionGate GATE =
      new RegressionGate(
          0.9, 1e-6, new RegressionGate.Metrics("lds", "gain", Set.of("step"), Set.of("error")));

  private static ResultRow row(String method, String metric, double value, double half) {
    return new ResultRow(
        "default",
        "1x16",
        .5,
        10,
        method,
        .1,
        metric,
        value,
        value - half,
        value + half,
        30,
        "",
        0);
  }

  private static List<ResultRow> run(double lds, double gain, double step, double error) {
    return List.of(
        row("dot", "lds", .3, .03),
        row("K-FAC", "lds", lds, .03),
        row("K-FAC", "gain", gain, .01),
        row("EK-FAC->K-FAC", "step", step, .01),
        row("K-FAC", "error", error, 0),
        row("K-FAC", "seconds", 3, 0));
  }

  private static final List<ResultRow> ACCEPTED = run(.5, .2, .02, .4);

  private static List<Finding.Rule> rules(List<ResultRow> run, boolean sameRecipe) {
    return GATE.compare(ACCEPTED, run, sameRecipe).stream().map(Finding::rule).toList();
  }

  @Test
  void theSameNumbersAreGood() {
    assertThat(rules(ACCEPTED, true)).isEmpty();
    assertThat(rules(run(.6, .3, .03, .4), true)).isEmpty();
  }

  @Test
  void ldsFallsOnlyBeyondChanceAndBeyondTheFactor() {
    // Chance allows sqrt(.01^2 + .01^2) = .0141 of the gain, the factor .05 of the LDS.
    assertThat(rules(run(.44, .18, .02, .4), false)).containsExactly(Finding.Rule.LDS_FELL);
    assertThat(rules(run(.44, .19, .02, .4), false)).isEmpty(); // within chance
    assertThat(rules(run(.46, .16, .02, .4), false)).isEmpty(); // within the factor
    assertThat(rules(run(Double.NaN, Double.NaN, .02, .4), false))
        .containsExactly(Finding.Rule.LDS_FELL);
  }

  @Test
  void theFloorIsHeldAgainstItsOwnInterval() {
    List<ResultRow> low =
        Stream.concat(Stream.of(row("dot", "lds", .25, .03)), ACCEPTED.stream().skip(1)).toList();
    assertThat(rules(low, true)).containsExactly(Finding.Rule.LDS_FELL);
    assertThat(rules(low, false)).as("other seeds train another model").isEmpty();
  }

  @Test
  void anOrderThatWasSignificantMayFadeButNotTurn() {
    assertThat(rules(run(.5, .2, -.005, .4), false)).isEmpty();
    assertThat(rules(run(.5, .2, -.02, .4), false)).containsExactly(Finding.Rule.ORDER_TURNED);
  }

  @Test
  void deterministicNumbersCountForTheSameRecipeOnly() {
    assertThat(rules(run(.5, .2, .02, .4 * (1 + 5e-7)), true)).isEmpty();
    List<ResultRow> moved = run(.5, .2, .02, .4 * (1 + 2e-6));
    assertThat(rules(moved, true)).containsExactly(Finding.Rule.NUMBER_MOVED);
    assertThat(rules(moved, false)).isEmpty();
    List<ResultRow> other =
        ACCEPTED.stream()
            .map(
                r ->
                    new ResultRow(
                        r.setting(),
                        r.setup(),
                        r.alpha(),
                        r.checkpoint(),
                        r.method(),
                        .01,
                        r.metric(),
                        r.value(),
                        r.low(),
                        r.high(),
                        r.n(),
                        "",
                        0))
            .toList();
    assertThat(rules(other, true))
        .containsExactly(Finding.Rule.NUMBER_MOVED, Finding.Rule.NUMBER_MOVED);
    assertThat(rules(other, false)).isEmpty();
  }

  @Test
  void aRowThatIsGoneIsAFindingANewOneIsNot() {
    assertThat(rules(ACCEPTED.subList(0, 4), true)).containsExactly(Finding.Rule.MISSING);
    List<Finding> more = GATE.compare(ACCEPTED.subList(0, 4), ACCEPTED, true);
    assertThat(more).isEmpty();
    assertThat(GATE.relevant(ACCEPTED)).hasSize(5);
  }
}
