package org.curvatureladder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.curvatureladder.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class DampingSelectionTest {
  private static final LinearDatamodelingScore LDS =
      new LinearDatamodelingScore(new Bootstrap(50, 0.95, 1));
  private static final double[][] TRUTH = {{1, 1}, {2, 2}, {3, 3}, {4, 4}};
  private static final QuerySplit SPLIT = new QuerySplit(new int[] {0}, new int[] {1});

  private final DampingSelection selection = new DampingSelection(LDS);

  @Test
  void choosesOnOneHalfAndReportsOnTheOther() {
    double[][] goodOnSelection = {{1, 4}, {2, 3}, {3, 2}, {4, 1}};
    double[][] goodOnReporting = {{4, 1}, {3, 2}, {2, 3}, {1, 4}};
    DampingChoice choice =
        selection.choose(TRUTH, Map.of(1e-3, goodOnSelection, 1e-1, goodOnReporting), SPLIT);
    assertThat(choice.damping()).isEqualTo(1e-3);
    assertThat(choice.reported().value()).isEqualTo(-1.0);
    assertThat(choice.curve()).extracting(DampingChoice.Point::damping).containsExactly(1e-3, 1e-1);
    assertThat(choice.curve()).extracting(p -> p.reporting().value()).containsExactly(-1.0, 1.0);
    assertThat(choice.curve())
        .extracting(DampingChoice.Point::selection)
        .containsExactly(1.0, -1.0);
  }

  @Test
  void tieGoesToTheLargerDamping() {
    Map<Double, double[][]> equal = Map.of(1e-4, TRUTH, 1e-2, TRUTH, 1e-3, TRUTH);
    assertThat(selection.choose(TRUTH, equal, SPLIT).damping()).isEqualTo(1e-2);
  }

  @Test
  void undefinedCandidateLosesAgainstADefinedOne() {
    double[][] constant = new double[4][2];
    double[][] reversed = {{4, 4}, {3, 3}, {2, 2}, {1, 1}};
    DampingChoice choice = selection.choose(TRUTH, Map.of(1e-4, reversed, 1.0, constant), SPLIT);
    assertThat(choice.damping()).isEqualTo(1e-4);
    DampingChoice nothingDefined = selection.choose(TRUTH, Map.of(1.0, constant), SPLIT);
    assertThat(nothingDefined.reported().value()).isNaN();
  }

  @Test
  void refusesAnEmptyGrid() {
    assertThatThrownBy(() -> selection.choose(TRUTH, Map.of(), SPLIT))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void splitIsDisjointCompleteSeededAndHalf() {
    QuerySplit split = QuerySplit.random(181, 4);
    assertThat(split.selection()).hasSize(90).isSorted();
    assertThat(split.reporting()).hasSize(91).isSorted();
    assertThat(
            IntStream.concat(IntStream.of(split.selection()), IntStream.of(split.reporting()))
                .sorted()
                .toArray())
        .isEqualTo(Samples.all(181));
    assertThat(QuerySplit.random(181, 4).selection()).isEqualTo(split.selection());
    assertThat(QuerySplit.random(181, 5).selection()).isNotEqualTo(split.selection());
    assertThatThrownBy(() -> QuerySplit.random(1, 4)).isInstanceOf(InvalidInputException.class);
  }
}
